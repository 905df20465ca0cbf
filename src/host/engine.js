/**
 * The module's functions by name: `pkg/engine.mjs`, for the host modules and for Node.
 *
 * The module itself has one door with numbers (`src/shop.rs`), because that is two kilobytes smaller. Times are milliseconds
 * since 1970; facts are bytes of `wire.js`.
 */

import { call } from '#glue';

export { __wbg_reset_state, initSync } from '#glue';

const NOTHING = new Uint8Array(0);
const decoder = new TextDecoder();

/** @type {(bytes: Uint8Array | undefined) => string} */
const text = (bytes) => bytes ? decoder.decode(bytes) : '';

/** Takes a start file apart: JSON of its contents; empty where it is refused. @type {(start: Uint8Array) => string} */
export const open = (start) => text(call(0, '', start, 0));

/**
 * Takes in a section of the manifest, given the SHA-256 of its bytes; the rules come first.
 * @type {(section: number, bytes: Uint8Array, digest: Uint8Array) => boolean}
 */
export function accept(section, bytes, digest) {
  const message = new Uint8Array(bytes.length + digest.length);
  message.set(digest);
  message.set(bytes, digest.length);
  return !!call(1, '', message, section);
}

/** Replaces all facts of `page`, `host`, `device` or `touch`. @type {(namespace: string, wire: Uint8Array) => void} */
export const facts = (namespace, wire) => void call(2, namespace, wire, 0);

/** Merges live price and stock by item. @type {(wire: Uint8Array) => void} */
export const offers = (wire) => void call(3, '', wire, 0);

/**
 * Takes in an event; the record to store, or nothing where it repeats a known one.
 * @type {(name: string, wire: Uint8Array, at: number) => Uint8Array | undefined}
 */
export const observe = (name, wire, at) => call(4, name, wire, at);

/** Takes in a stored record; false where it is refused. @type {(record: Uint8Array) => boolean} */
export const restore = (record) => !!call(5, '', record, 0);

/** Forgets every event. @type {() => void} */
export const forget = () => void call(6, '', NOTHING, 0);

/** What a slot shows, as JSON. @type {(slot: string, now: number) => string} */
export const decide = (slot, now) => text(call(7, slot, NOTHING, now));

/** Why, as JSON. @type {(slot: string, now: number) => string} */
export const explain = (slot, now) => text(call(8, slot, NOTHING, now));

/** The decision and what to draw of it, as JSON for `dom.js`. @type {(slot: string, now: number) => string} */
export const plan = (slot, now) => text(call(9, slot, NOTHING, now));

/** When the newest event happened. @type {() => number | undefined} */
export const lastSeen = () => Number(text(call(10, '', NOTHING, 0))) || undefined;
