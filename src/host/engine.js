/**
 * The module's functions by name: for the host modules, and as `pkg/engine.mjs` for Node.
 *
 * The module itself has one door with numbers (`src/shop.rs`), because that is two kilobytes smaller. A door through which
 * only bytes and numbers go needs none of the glue that wasm-bindgen generates: what is passed is put into the module's
 * memory, which frees it, and what is answered is copied out and freed here. That is the calling convention of the exact
 * version of wasm-bindgen that `Cargo.toml` names; every test that decides anything fails if it changes.
 *
 * Times are milliseconds since 1970; facts are bytes of `wire.js`.
 */

import { concat, encodeText, find, lower } from './primordials.js';

/** The instance that is alive. @type {any} */
let wasm;
// A mark of byte order is a character like any other: patterns and lower case are about the whole text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Makes a fresh instance, to which every later call goes; the one before is dead then, with all that it was told.
 * @param {WebAssembly.Module} module
 */
export const instantiate = (module) => {
  wasm = new WebAssembly.Instance(module, { h: { h: host } }).exports;
};

/** Regular expressions by question and pattern. @type {Record<string, RegExp>} */
const patterns = Object.create(null);

/**
 * The module's only import: is a pattern found in a text (0, with the flag i 1), is a text in lower case a constant (2)? An invalid
 * pattern is found nowhere.
 * @type {(question: number, at: number, length: number, from: number, size: number) => boolean}
 */
const host = (question, at, length, from, size) => {
  try {
    const text = decoder.decode(view(at, length)), constant = decoder.decode(view(from, size));
    if (question > 1) return lower(text) === constant;
    const pattern = patterns[question + constant] ??= new RegExp(constant, question ? 'i' : '');
    return !!find(pattern, text);
  } catch {
    return false;
  }
};

/** A view that holds until the memory grows. @type {(at: number, length: number) => Uint8Array} */
const view = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);

/** @type {(bytes: Uint8Array) => [at: number, length: number]} */
const pass = (bytes) => {
  const { length } = bytes;
  const at = wasm.__wbindgen_malloc(length, 1);
  view(at, length).set(bytes);
  return [at, length];
};

/** @type {(what: number, name?: string, bytes?: Uint8Array, number?: number) => Uint8Array | undefined} */
const call = (what, name = '', bytes = new Uint8Array(0), number = 0) => {
  const [at, length] = wasm.call(what, ...pass(encodeText(name)), ...pass(bytes), number);
  if (!at) return undefined;
  const answer = view(at, length).slice();
  wasm.__wbindgen_free(at, length, 1);
  return answer;
};

/** A text instead of bytes; empty for no answer. @type {(...given: Parameters<typeof call>) => string} */
const ask = (...given) => decoder.decode(call(...given));

/** Takes a start file apart: JSON of its contents; empty where it is refused. @type {(start: Uint8Array) => string} */
export const open = (start) => ask(0, '', start);

/**
 * Takes in a section of the manifest, given the SHA-256 of its bytes; the rules come first.
 * @type {(section: number, bytes: Uint8Array, digest: Uint8Array) => boolean}
 */
export const accept = (section, bytes, digest) => !!call(1, '', concat([digest, bytes]), section);

/** Replaces all facts of `page`, `host`, `device` or `touch`. @type {(namespace: string, wire: Uint8Array) => void} */
export const facts = (namespace, wire) => void call(2, namespace, wire);

/** Merges live price and stock by item. @type {(wire: Uint8Array) => void} */
export const offers = (wire) => void call(3, '', wire);

/**
 * Takes in an event; the record to store, or nothing where it repeats a known one.
 * @type {(name: string, wire: Uint8Array, at: number) => Uint8Array | undefined}
 */
export const observe = (name, wire, at) => call(4, name, wire, at);

/** Takes in a stored record; false where it is refused. @type {(record: Uint8Array) => boolean} */
export const restore = (record) => !!call(5, '', record);

/** Forgets every event. @type {() => void} */
export const forget = () => void call(6);

/** Sets the device's seed; no bytes: there is none. @type {(bytes: Uint8Array) => void} */
export const seed = (bytes) => void call(13, '', bytes);

/** What a slot shows, as JSON. @type {(slot: string, now: number) => string} */
export const decide = (slot, now) => ask(7, slot, undefined, now);

/** Why, as JSON. @type {(slot: string, now: number) => string} */
export const explain = (slot, now) => ask(8, slot, undefined, now);

/** The decision and what to draw of it, as JSON for `dom.js`. @type {(slot: string, now: number) => string} */
export const plan = (slot, now) => ask(9, slot, undefined, now);

/** When the newest event happened. @type {() => number | undefined} */
export const lastSeen = () => Number(ask(10)) || undefined;

/** Where the visitor is in a flow, as JSON; empty where the flow is not loaded. @type {(flow: string, now: number) => string} */
export const flow = (name, now) => ask(11, name, undefined, now);

/** The remembered events as JSON, newest first. @type {() => string} */
export const remembered = () => ask(12);
