/** The bare glue, with which Node runs the same module as a page does. Facts are bytes of `src/host/wire.js`. */

/** Instantiates the module; a second call answers the first instance. */
export function initSync(given: { module: WebAssembly.Module | BufferSource }): unknown;
/** Replaces the instance by a fresh one; every `Shop` made before is dead then. */
export function __wbg_reset_state(): void;
export default function init(given: { module_or_path: unknown }): Promise<unknown>;

/** A bundle, a visitor and a page, and what they come to. Times are milliseconds since 1970. */
export class Shop {
  constructor();
  /** Takes a start file apart: JSON of its contents; empty where it is refused. */
  open(start: Uint8Array): string;
  /** Takes in a section of the manifest, given the SHA-256 of its bytes; the rules come first. */
  accept(section: number, bytes: Uint8Array, digest: Uint8Array): boolean;
  /** Replaces all facts of `page`, `host`, `device` or `touch`. */
  facts(namespace: string, wire: Uint8Array): void;
  /** Merges live price and stock by item. */
  offers(wire: Uint8Array): void;
  /** Takes in an event; the record to store, or nothing where it repeats a known one. */
  observe(name: string, wire: Uint8Array, at: number): Uint8Array | undefined;
  /** Takes in a stored record; false where it is refused. */
  restore(record: Uint8Array): boolean;
  /** When the newest event happened. */
  lastSeen(): number | undefined;
  forget(): void;
  /** What a slot shows, as JSON. */
  decide(slot: string, now: number): string;
  /** Why, as JSON. */
  explain(slot: string, now: number): string;
  /** Decides a slot and shows it in an element with an open shadow root; the decision as JSON. */
  render(slot: string, element: Element, now: number): string;
}
