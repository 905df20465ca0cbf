/**
 * Builtins as they were when this script loaded. Pages and other scripts replace some of them later, by accident or as
 * a polyfill; what is called after that moment is taken from here.
 */

export const parse = JSON.parse;
export const stringify = JSON.stringify;
export const now = Date.now;
export const keysOf = Object.keys;
export const prototypeOf = Object.getPrototypeOf;
export const assign = Object.assign;
export const later = globalThis.setTimeout.bind(globalThis);
export const cancel = globalThis.clearTimeout.bind(globalThis);
/** Undefined outside secure contexts, where nothing can be verified and so nothing is decided. */
export const subtle = globalThis.crypto?.subtle;

const encoder = new TextEncoder();
/** @type {(text: string) => Uint8Array} */
export const encodeText = (text) => encoder.encode(text);

/**
 * Bytes of a base64 text; throws on anything else.
 * @param {string} text
 */
export function fromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** @type {(bytes: Uint8Array) => string} */
export function toBase64(bytes) {
  let binary = '';
  bytes.forEach((byte) => { binary += String.fromCharCode(byte); });
  return btoa(binary);
}
