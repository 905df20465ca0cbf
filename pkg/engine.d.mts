/** The bare glue, with which Node runs the same module as a page does. Facts are bytes of `src/host/wire.js`. */

/** Makes a fresh instance, to which every later call goes; what the one before was told is gone. */
export function instantiate(module: WebAssembly.Module): void;

// One shop an instance. Times are milliseconds since 1970.

/** Takes a start file apart: JSON of its contents; empty where it is refused. */
export function open(start: Uint8Array): string;
/** Takes in a section of the manifest, given the SHA-256 of its bytes; the rules come first. */
export function accept(section: number, bytes: Uint8Array, digest: Uint8Array): boolean;
/** Replaces all facts of `page`, `host`, `device` or `touch`. */
export function facts(namespace: string, wire: Uint8Array): void;
/** Merges live price and stock by item. */
export function offers(wire: Uint8Array): void;
/** Takes in an event; the record to store, or nothing where it repeats a known one. */
export function observe(name: string, wire: Uint8Array, at: number): Uint8Array | undefined;
/** Takes in a stored record; false where it is refused. */
export function restore(record: Uint8Array): boolean;
/** Where the visitor stands in a flow, as JSON; empty where it is not loaded. */
export function flow(name: string, now: number): string;
/** The remembered events as JSON, newest first. */
export function remembered(): string;
/** When the newest event happened. */
export function lastSeen(): number | undefined;
export function forget(): void;
/** Sets the eight bytes by which experiments tell devices apart; no bytes: there are none. */
export function seed(bytes: Uint8Array): void;
/** What a slot shows, as JSON. */
export function decide(slot: string, now: number): string;
/** Why, as JSON. */
export function explain(slot: string, now: number): string;
/** The decision and what to draw of it, as JSON. */
export function plan(slot: string, now: number): string;
