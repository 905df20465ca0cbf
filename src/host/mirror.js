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

/** @param {() => Storage} storage a function, as mere access throws in sandboxed frames */
export function createMirror(storage) {
  /** @returns {{ epoch: number, seq: number, rows: Row[] } | undefined} */
  const read = () => {
    try {
      const [epoch, seq, rows] = parse(storage().getItem(KEY) ?? '[]');
      if (!(epoch > 0)) return undefined;
      return { epoch, seq, rows: rows.map((/** @type {[number, string]} */ [at, data]) => ({ at, data: fromBase64(data) })) };
    } catch {
      return undefined;
    }
  };

  return {
    read,

    /**
     * Adds rows, and drops the oldest until it fits.
     * @param {number} epoch
     * @param {number} seq of the newest row in the log
     * @param {Row[]} rows
     * @returns {boolean} whether all of them are there now
     */
    add(epoch, seq, rows) {
      try {
        const before = read();
        const kept = before?.epoch === epoch ? before.rows : [];
        const all = [...kept, ...missing(rows, kept)].sort((a, b) => a.at - b.at).map(({ at, data }) => [at, toBase64(data)]);
        let json;
        while ((json = stringify([epoch, seq, all])).length > LENGTH) all.shift();
        storage().setItem(KEY, json);
        return storage().getItem(KEY) === json && all.length >= rows.length;
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
}

/**
 * The rows that are not among others.
 * @param {Row[]} rows
 * @param {Row[]} others
 */
export function missing(rows, others) {
  const known = new Set(others.map(identity));
  return rows.filter((row) => !known.has(identity(row)));
}

/** @type {(row: Row) => string} */
export const identity = ({ at, data }) => at + ' ' + data;
