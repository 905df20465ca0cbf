// What `Shop.open` tells, as JSON.

/** What `Shop.open` tells of a start file. */
export interface Start {
  name: string;
  revision: number;
  /** Milliseconds since 1970. */
  expires: number;
  /** How many bytes from the first the signature covers; its 64 bytes follow. */
  signed: number;
  sections: Section[];
}

export interface Section {
  kind: 'rules' | 'copy' | 'model' | 'catalogue';
  /** Locale of a copy, `top` or category of a catalogue shard. */
  key: string;
  length: number;
  /** Where in the start file; absent for a section that is a file of its own. */
  offset?: number;
  /** Name of that file. */
  address?: string;
}
