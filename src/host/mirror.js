/**
 * The mirror: the newest records once more, in localStorage.
 *
 * Browsers replace a damaged IndexedDB silently by an empty one; localStorage is another store on the disk and survives
 * that. It is also all there is where IndexedDB does not open. At most 3.5 kB, as it is read and written synchronously.
 */

import { fromBase64, parse, stringify, toBase64 } from './primordials.js';

/** @typedef {import('./log.js').Row} Row */

const KEY = 'sillage.mirror';
const LENGTH = 3500;
/** What stands around the only row. */
const ENVELOPE = 50;

/** @param {() => Storage} storage a function, as mere access throws in sandboxed frames */
export const createMirror = (storage) => {
  /** @returns {{ epoch: number, rows: Row[] } | undefined} */
  const read = () => {
    try {
      const [epoch, rows] = parse(storage().getItem(KEY) ?? '');
      return epoch > 0 ? { epoch, rows: rows.map((/** @type {[number, string]} */ [at, data]) => ({ at, data: fromBase64(data) })) } : undefined;
    } catch {
      return undefined;
    }
  };

  return {
    read,

    /**
     * Adds rows, and drops the oldest until it fits; one that never could is left out, so that it costs itself alone.
     * @param {number} epoch
     * @param {Row[]} rows
     * @returns {boolean} whether it could be written; a bound that drops rows is no failure of the store
     */
    add(epoch, rows) {
      try {
        const before = read();
        const kept = before?.epoch === epoch ? before.rows : [];
        const all = [...kept, ...rows].sort((a, b) => a.at - b.at).map(({ at, data }) => /** @type {const} */ ([at, toBase64(data)]))
          .filter(([, text]) => text.length < LENGTH - ENVELOPE);
        let json;
        while ((json = stringify([epoch, all])).length > LENGTH) all.shift();
        storage().setItem(KEY, json);
        return true;
      } catch {
        return false;
      }
    },

    clear() {
      try {
        storage().removeItem(KEY);
      } catch { /* nothing of ours can be there */ }
    },
  };
};
