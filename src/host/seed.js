/**
 * The seed: a random number by which experiments tell this device from others. The only one there is.
 *
 * It is kept only while storing is granted, next to the mirror, and goes with the memory. Only the module reads it; it is in
 * no event, request, export or part of the page.
 */

import { fromBase64, toBase64 } from './primordials.js';

const KEY = 'sillage.seed';
export const NONE = new Uint8Array(0);

/** The seed that is stored, or a new one; none where it cannot be stored: arms would change with every page. */
export const storedSeed = () => {
  try {
    const text = localStorage.getItem(KEY);
    if (text?.length === 12) return fromBase64(text);
    const seed = crypto.getRandomValues(new Uint8Array(8));
    localStorage.setItem(KEY, toBase64(seed));
    return seed;
  } catch {
    return NONE;
  }
};

/** Removes it from the device. */
export const removeSeed = () => {
  try {
    localStorage.removeItem(KEY);
  } catch { /* nothing of ours can be there */ }
};
