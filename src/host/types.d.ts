// What `open` of `engine.js` tells, as JSON.

/** What `open` of `engine.js` tells of a start file. */
export interface Start {
  /** The shop's default language. */
  locale: string;
  /** Milliseconds since 1970. */
  expires: number;
  /** How many bytes from the first the signature covers. */
  signed: number;
  /** First byte of the signature, and the one behind its last. */
  signature: [number, number];
  sections: Section[];
}

export interface Section {
  kind: 'rules' | 'copy' | 'model' | 'catalogue';
  /** Locale of a copy, `top` or category of a catalogue shard. */
  key: string;
  length: number;
  /** First byte in the start file and the one behind the last; absent for a section that is a file of its own. */
  inline?: [number, number];
  /** Name of that file. */
  address?: string;
}
