/**
 * Builtins as they were when this script loaded. Pages and other scripts replace some of them later, by accident or as
 * a polyfill; what is called after that moment is taken from here.
 */

export const parse = JSON.parse;
export const stringify = JSON.stringify;
export const now = Date.now;
export const prototypeOf = Object.getPrototypeOf;
export const later = setTimeout;
export const cancel = clearTimeout;
/** Lets the page's own work in: each part is short, all of them together would be a long task. @type {(milliseconds?: number) => Promise<void>} */
export const pause = (milliseconds) => new Promise((resolve) => later(resolve, milliseconds));
/** A method as a function of its object. @type {(method: (...given: any[]) => any) => (object: any, ...given: any[]) => any} */
const unbound = (method) => unbound.call.bind(method);
export const lower = unbound(''.toLowerCase);
export const find = unbound(/x/.exec);
/** Undefined outside secure contexts, where nothing can be verified and so nothing is decided. */
export const subtle = globalThis.crypto?.subtle;

const encoder = new TextEncoder();
/** @type {(text: string) => Uint8Array} */
export const encodeText = (text) => encoder.encode(text);

/**
 * Bytes of a base64 text; throws on anything else.
 * @param {string} text
 */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** @type {(bytes: Uint8Array) => string} */
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** One array of bytes instead of several. @param {Uint8Array[]} parts */
export const concat = (parts) => {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
