/**
 * Where memory is kept on the device: a ladder of stores, from the best to none, each with the reason for being on it.
 *
 *     idb+mirror -> idb -> mirror -> memory -> off
 *
 * A record is acknowledged when the store that has it says that it is committed. Records are opaque bytes. Nothing is
 * opened, read or written before `load`, which is called after consent only.
 *
 * What is absent: encryption at rest. Records pass through `load` and `append` alone, which is where it belongs.
 */

import { createLog, isQuota } from './log.js';
import { createMirror } from './mirror.js';
import { cancel, later, now } from './primordials.js';

/** @typedef {import('./log.js').Row} Row */
/** @typedef {import('../../pkg/sillage.js').StorageState} StorageState */

const DAYS_400 = 400 * 86400e3;
/** A batch: after this long, or this many. */
const WAIT = 50, BATCH = 16;
/** What is left after the disk was full. */
const AFTER_QUOTA = 1000;

/**
 * @param {object} outside
 * @param {() => IDBFactory} outside.indexedDB
 * @param {() => Storage} outside.localStorage
 * @param {() => void} outside.erased told when another tab erased the memory
 */
export const createStorage = ({ indexedDB, localStorage, erased }) => {
  const log = createLog(indexedDB);
  const mirror = createMirror(localStorage);
  /** @type {StorageState} */
  let state = { backend: 'off', reason: 'not opened', recovered: false };
  /** @type {number | undefined} */
  let epoch;
  let latest = 0;
  /** @type {{ row: Row, done: (stored: boolean) => void }[]} */
  let queue = [];
  /** @type {Promise<unknown>} */
  let working = Promise.resolve();
  /** @type {ReturnType<typeof later> | undefined} */
  let timer;

  /** @type {(backend: StorageState['backend'], why: unknown) => void} */
  const step = (backend, why) => {
    state = { ...state, backend, reason: String(/** @type {any} */ (why)?.name ?? why) };
  };

  /** @type {(rows: Row[], isMirrored: unknown) => Promise<boolean>} */
  const write = async (rows, isMirrored) => {
    if (state.backend.startsWith('idb')) {
      try {
        epoch = await append(rows);
        if (!epoch) return gone();
        if (!isMirrored && state.backend === 'idb+mirror' && !mirror.add(epoch, rows)) step('idb', 'no localStorage');
        return true;
      } catch (error) {
        step('mirror', error);
      }
    }
    if (state.backend !== 'mirror') return false;
    if (epoch && !mirror.read()) return gone();
    epoch ??= now();
    const isStored = !!isMirrored || mirror.add(epoch, rows);
    if (!isStored) step('memory', 'no localStorage');
    return isStored;
  };

  /** @type {(rows: Row[]) => Promise<number | undefined>} */
  const append = async (rows) => {
    try {
      return await log.append(epoch, now(), rows);
    } catch (error) {
      if (!isQuota(error)) throw error;
      await log.append(epoch, now(), [], AFTER_QUOTA);
      return log.append(epoch, now(), rows);
    }
  };

  /** Another tab erased: what belongs to the erased epoch must not come back. */
  const gone = () => {
    epoch = undefined;
    erased();
    return false;
  };

  const flush = () => {
    cancel(timer);
    timer = undefined;
    const batch = queue;
    queue = [];
    if (!batch.length) return working;
    const rows = batch.map(({ row }) => row);
    // At once: the page may be gone before the database is through. Not where another tab has erased.
    const isMirrored = epoch && state.backend === 'idb+mirror' && mirror.read()?.epoch === epoch && mirror.add(epoch, rows);
    return working = working.then(() => write(rows, isMirrored)).catch(() => false)
      .then((isStored) => batch.forEach(({ done }) => done(isStored)));
  };

  return {
    get state() { return state; },

    /**
     * Opens the stores.
     * @param {(newest: Uint8Array[]) => void} [mirrored] told at once what the mirror holds: the database may answer late
     * @returns {Promise<Uint8Array[]>} every record, oldest first
     */
    async load(mirrored) {
      const since = now() - DAYS_400;
      /** @type {(rows: Row[]) => Uint8Array[]} */
      const records = (rows) => rows.filter(({ at }) => at > since).map(({ data }) => data);
      const copy = mirror.read();
      let rows = copy?.rows ?? [];
      epoch = copy?.epoch;
      mirrored?.(records(rows));
      try {
        const found = await log.read(since);
        step('idb+mirror', '');
        if (found.epoch && found.epoch !== epoch) rows = [];
        epoch = found.epoch ?? epoch;
        const known = new Map(found.rows.map((row) => [identity(row), row]));
        // New, halved or rolled back: browsers do all three without a word.
        const lost = rows.filter((row) => !known.has(identity(row)));
        rows = [...known.values(), ...lost].sort((a, b) => a.at - b.at);
        if (lost.length) await log.append(found.epoch, epoch ?? now(), lost);
        state = { ...state, recovered: lost.length > 0 };
      } catch (error) {
        step('mirror', error);
      }
      return records(rows);
    },

    /**
     * @param {Uint8Array} record
     * @returns {Promise<boolean>} whether it is committed
     */
    async append(record) {
      if (state.backend === 'off' || state.backend === 'memory') return false;
      latest = Math.max(now(), latest + 0.001);
      return new Promise((done) => {
        queue.push({ row: { at: latest, data: record }, done });
        if (queue.length >= BATCH) flush();
        else timer ??= later(flush, WAIT);
      });
    },

    flush,

    /** Removes every trace. */
    async erase() {
      queue.splice(0).forEach(({ done }) => done(false));
      await working;
      epoch = undefined;
      mirror.clear();
      await log.erase().catch(() => {});
    },

    async close() {
      await flush();
      step('off', 'closed');
      log.close();
    },
  };
};

/** @type {(row: Row) => string} */
const identity = ({ at, data }) => at + ' ' + data;
