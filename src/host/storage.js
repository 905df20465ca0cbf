/**
 * Where memory is kept on the device: a ladder of stores, from the best to none, each with the reason for being on it.
 *
 *     idb+mirror -> idb -> mirror -> memory -> off
 *
 * A record is acknowledged when the store that has it says that it is committed. Records are opaque bytes. Nothing is
 * opened, read or written before `load`, which is called after consent only.
 */

import { openCipher, removeKey } from './cipher.js';
import { createLog, isQuota } from './log.js';
import { createMirror, identity, missing } from './mirror.js';
import { cancel, later, now, subtle } from './primordials.js';

/** @typedef {import('./log.js').Row} Row */
/** @typedef {'idb+mirror' | 'idb' | 'mirror' | 'memory' | 'off'} Rung */

const DAYS_90 = 90 * 86400e3;
/** A batch: after this long, or this many. */
const WAIT = 50, BATCH = 16;
/** What is left after the disk was full. */
const AFTER_QUOTA = 1000;

/**
 * @param {object} outside
 * @param {() => IDBFactory} outside.indexedDB
 * @param {() => Storage} outside.localStorage
 * @param {Pick<Navigator, 'storage' | 'locks'>} outside.navigator
 * @param {() => void} outside.erased told when another tab erased the memory
 */
export function createStorage({ indexedDB, localStorage, navigator, erased }) {
  const log = createLog(indexedDB);
  const mirror = createMirror(localStorage);
  /** @type {import('./cipher.js').Cipher | undefined} */
  let cipher;
  /** @type {Rung} */
  let rung = 'off';
  let reason = 'not opened', recovered = false;
  /** @type {number | undefined} */
  let epoch;
  let seq = 0, latest = 0, erasures = 0;
  /** @type {{ row: Row, done: (stored: boolean) => void }[]} */
  let queue = [];
  /** @type {Promise<unknown>} */
  let working = Promise.resolve();
  /** @type {ReturnType<typeof later> | undefined} */
  let timer;

  /** @type {(to: Rung, why: unknown) => void} */
  const step = (to, why) => {
    rung = to;
    reason = String(/** @type {any} */ (why)?.name ?? why);
  };
  const hasLog = () => rung.startsWith('idb');

  /** What the log holds, completed from the mirror. @type {() => Promise<Row[]>} */
  const read = async () => {
    const copy = mirror.read();
    /** @type {Row[]} */
    let rows = copy?.rows ?? [];
    try {
      const found = await log.read();
      step('idb+mirror', '');
      seq = found.seq;
      epoch = found.epoch ?? copy?.epoch;
      if (copy && copy.epoch !== epoch) rows = [];
      // New, halved or rolled back: browsers do all three without a word.
      const lost = missing(rows, found.rows);
      if (lost.length) await log.append(found.epoch, copy?.epoch ?? now(), lost).then((end) => { seq = end?.seq ?? seq; });
      recovered = lost.length > 0;
      rows = [...found.rows, ...lost].sort((a, b) => a.at - b.at);
      await expire(rows);
    } catch (error) {
      epoch = copy?.epoch;
      step('mirror', error);
    }
    return rows.filter(({ at }) => at > now() - DAYS_90);
  };

  /** @type {(rows: Row[]) => Promise<void>} */
  const expire = async (rows) => {
    const old = rows.filter(({ at }) => at <= now() - DAYS_90).length;
    if (old && epoch) await log.trim(epoch, seq - rows.length + old);
  };

  /** @type {(rows: Row[]) => Promise<boolean>} */
  const write = async (rows) => {
    if (hasLog()) {
      try {
        const end = await append(rows);
        if (!end) return gone();
        ({ epoch, seq } = end);
        if (rung === 'idb+mirror' && !mirror.add(epoch, seq, rows)) step('idb', 'no localStorage');
        return true;
      } catch (error) {
        step('mirror', error);
      }
    }
    if (rung !== 'mirror') return false;
    if (epoch && !mirror.read()) return gone();
    epoch ??= now();
    const stored = mirror.add(epoch, seq, rows);
    if (!stored) step('memory', 'no localStorage');
    return stored;
  };

  /** @type {(rows: Row[]) => ReturnType<typeof log.append>} */
  const append = async (rows) => {
    try {
      return await log.append(epoch, now(), rows);
    } catch (error) {
      if (!isQuota(error) || !epoch) throw error;
      await log.trim(epoch, seq - AFTER_QUOTA);
      return log.append(epoch, now(), rows);
    }
  };

  /** Another tab erased: what belongs to the erased epoch must not come back. */
  const gone = () => {
    epoch = cipher = undefined;
    erased();
    return false;
  };

  const flush = () => {
    cancel(timer);
    timer = undefined;
    const batch = queue;
    queue = [];
    if (!batch.length) return working;
    return working = working.then(() => write(batch.map(({ row }) => row))).catch(() => false)
      .then((stored) => batch.forEach(({ done }) => done(stored)));
  };

  return {
    get state() { return { rung, reason, recovered, encrypted: !!cipher?.encrypted }; },

    /** Opens the stores. @returns {Promise<Uint8Array[]>} every record, oldest first */
    async load() {
      cipher = await openCipher(navigator, subtle);
      const opened = cipher;
      const rows = await read();
      const seen = new Set();
      const records = await Promise.all(rows.map((row) => {
        const twice = seen.has(identity(row));
        seen.add(identity(row));
        return twice || !(row.data instanceof Uint8Array) ? undefined : opened.unseal(row.data);
      }));
      return records.filter(isRecord);
    },

    /**
     * @param {Uint8Array} record
     * @returns {Promise<boolean>} whether it is committed
     */
    async append(record) {
      if (rung === 'off' || rung === 'memory') return false;
      const at = latest = Math.max(now(), latest + 0.001);
      const before = erasures;
      cipher ??= await openCipher(navigator, subtle);
      const data = await cipher.seal(record);
      if (before !== erasures) return false;
      return new Promise((done) => {
        queue.push({ row: { at, data }, done });
        if (queue.length >= BATCH) flush();
        else timer ??= later(flush, WAIT);
      });
    },

    flush,

    /** Removes every trace; the key first, which makes the rest unreadable wherever it lingers on the disk. */
    async erase() {
      erasures++;
      queue.splice(0).forEach(({ done }) => done(false));
      await working;
      epoch = cipher = undefined;
      seq = 0;
      await removeKey(navigator);
      mirror.clear();
      await log.erase().catch(() => {});
    },

    async close() {
      await flush();
      step('off', 'closed');
      log.close();
    },
  };
}

/** @type {(record: Uint8Array | undefined) => record is Uint8Array} */
const isRecord = (record) => !!record;
