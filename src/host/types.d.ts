// What the wasm module exports (src/lib.rs), as far as the host calls it.

export interface Shop {
  open(start: Uint8Array): string;
  accept(section: number, bytes: Uint8Array, digest: Uint8Array): boolean;
  facts(namespace: string, wire: Uint8Array): void;
  offers(wire: Uint8Array): void;
  observe(name: string, wire: Uint8Array, at: number): Uint8Array | undefined;
  restore(record: Uint8Array): boolean;
  lastSeen(): number | undefined;
  forget(): void;
  decide(slot: string, now: number): string;
  explain(slot: string, now: number): string;
  render(slot: string, element: HTMLElement, now: number): string;
}

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
