/**
 * Flat facts as bytes: postcard of `Vec<(String, Value)>`, the only form in which values cross into the module.
 *
 * What is absent on purpose: reading. The module answers in JSON or in records that are opaque here.
 */

import { encodeText, prototypeOf } from './primordials.js';

/** How deep a page's objects are followed. */
const DEPTH = 6;
/** The engine's bounds; what is beyond them is dropped here, so that one long text cannot cost all the others. */
const FACTS = 512, LIST = 256, TEXT_BYTES = 2048;
/** Objects looked at in one call: a page may hand over a graph that is wide, or refers to itself. */
const VISITS = 4096;

/** @typedef {null | boolean | number | string} Scalar */
/** @typedef {Scalar | Scalar[]} Value */

/**
 * Encodes an object of facts. Undefined, functions, symbols, NaN, infinities, class instances and texts longer than
 * 2,048 bytes are dropped; nested objects and arrays of objects become dotted paths (`items.0.item_id`).
 * @param {unknown} facts
 * @returns {Uint8Array}
 */
export const encode = (facts) => {
  const rows = flatten(facts);
  /** @type {number[]} */
  const out = [];
  varint(out, rows.length);
  for (const [key, value] of rows) {
    text(out, encodeText(key));
    if (Array.isArray(value)) {
      out.push(1);
      varint(out, value.length);
      value.forEach((element) => scalar(out, element));
    } else {
      out.push(0);
      scalar(out, value);
    }
  }
  return Uint8Array.from(out);
};

/**
 * Dotted paths and their values, in the order of the object, at most 512.
 * @param {unknown} facts
 * @returns {[string, Value][]}
 */
export const flatten = (facts) => {
  /** @type {[string, Value][]} */
  const rows = [];
  let visits = 0;
  /** Whether there is room for more. @type {(path: string, value: unknown, depth: number) => boolean} */
  const visit = (path, value, depth) => {
    if (rows.length >= FACTS || ++visits > VISITS) return false;
    if (Array.isArray(value)) value = value.slice(0, LIST);
    if (isScalar(value)) {
      if (path) rows.push([path, value]);
    } else if (Array.isArray(value) && !value.some(isPlain)) {
      if (path) rows.push([path, value.filter(isScalar)]);
    } else if (depth < DEPTH && (Array.isArray(value) || isPlain(value))) {
      const object = /** @type {Record<string, unknown>} */ (value);
      // Not by a list of all keys: there may be a million.
      for (const key in object) if (rows.hasOwnProperty.call(object, key) && !visit(path ? path + '.' + key : key, object[key], depth + 1)) return false;
    }
    return true;
  };
  visit('', facts, 0);
  return rows;
};

/**
 * An object literal or parsed JSON, of this realm or another; no class instance, DOM node or proxy of a framework.
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export const isPlain = (value) => {
  if (typeof value !== 'object' || !value || Array.isArray(value)) return false;
  const prototype = prototypeOf(value);
  return !prototype || !prototypeOf(prototype);
};

/**
 * @param {unknown} value
 * @returns {value is Scalar}
 */
const isScalar = (value) => {
  const kind = typeof value;
  return value === null || kind === 'boolean' || (kind === 'number' && Number.isFinite(value))
    || (kind === 'string' && encodeText(/** @type {string} */ (value)).length <= TEXT_BYTES);
};

/** @type {(out: number[], value: Scalar) => void} */
const scalar = (out, value) => {
  if (value === null) out.push(0);
  else if (typeof value === 'boolean') out.push(1, +value);
  else if (typeof value === 'number') out.push(2, ...new Uint8Array(new Float64Array([value]).buffer));
  else {
    out.push(3);
    text(out, encodeText(value));
  }
};

/** @type {(out: number[], bytes: Uint8Array) => void} */
const text = (out, bytes) => {
  varint(out, bytes.length);
  out.push(...bytes);
};

/** @type {(out: number[], number: number) => void} */
const varint = (out, number) => {
  for (; number > 127; number >>>= 7) out.push((number & 127) | 128);
  out.push(number);
};
