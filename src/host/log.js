/**
 * The log of records in IndexedDB: the durable copy.
 *
 * A request's success is no commit: a transaction may still abort on quota, so a batch is acknowledged by `complete`
 * alone. The sequence number is taken inside the transaction, which makes two tabs safe without locks. A handle that
 * died (the browser closes it on pressure; Safari loses its database process) is dropped and opened anew, at most three
 * times: retrying on a dead handle is how others lose data.
 */

import { later } from './primordials.js';

const NAME = 'sillage';
const REOPENS = 3, OPENING = 1000, WORKING = 3000;
/** As many events as the engine remembers. */
const RECORDS = 2000;

/** `at` differs within a tab, so that a row is the same as another exactly if time and bytes are. @typedef {{ at: number, data: Uint8Array }} Row */

/**
 * @param {() => IDBFactory} factory a function, as mere access throws in sandboxed frames
 */
export const createLog = (factory) => {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  let reopens = REOPENS;

  const close = () => {
    opening?.then((database) => database.close()).catch(() => {});
    opening = undefined;
  };

  const open = async () => {
    const request = factory().open(NAME, 1);
    request.onupgradeneeded = () => ['log', 'meta'].forEach((store) => request.result.createObjectStore(store));
    const database = await resultOf(request);
    // Another tab upgrades or deletes: it must never wait for this one.
    database.onversionchange = database.onclose = () => {
      database.close();
      close();
    };
    return database;
  };

  /**
   * Runs one transaction over both stores; what `work` answers counts once the transaction is complete.
   * @template T
   * @param {(log: IDBObjectStore, meta: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>}
   */
  const transact = async (work) => {
    for (;;) {
      try {
        const database = await (opening ??= limited(open(), OPENING));
        return await once(database.transaction(['log', 'meta'], 'readwrite'), work);
      } catch (error) {
        close();
        if (isQuota(error) || reopens-- <= 0) throw error;
      }
    }
  };

  return {
    /**
     * Everything of the current epoch, oldest first; without an epoch the database is new. What is too old is removed; what is
     * no row costs itself alone.
     * @param {number} since
     * @returns {Promise<{ epoch?: number, rows: Row[] }>}
     */
    read: (since) => transact(async (log, meta) => {
      const epoch = await resultOf(meta.get('epoch'));
      /** @type {Row[]} */
      const found = epoch ? await resultOf(log.getAll(of(epoch))) : [];
      const rows = found.filter((row) => Number.isFinite(row?.at) && row.data instanceof Uint8Array);
      const old = rows.filter(({ at }) => at <= since).length;
      if (old) log.delete(of(epoch, await lastOf(log, epoch) - found.length + old));
      return { epoch, rows };
    }),

    /**
     * Appends rows in one transaction and drops the oldest beyond a number.
     * @param {number | undefined} epoch the one known here; rows of another epoch were erased and are not written
     * @param {number} fresh the epoch of a database that has none
     * @param {Row[]} rows
     * @param {number} [limit]
     * @returns {Promise<number | undefined>} the epoch; nothing where the memory was erased meanwhile
     */
    append: (epoch, fresh, rows, limit = RECORDS) => transact(async (log, meta) => {
      /** @type {number} */
      const found = await resultOf(meta.get('epoch')) ?? fresh;
      if (epoch && epoch !== found) return undefined;
      meta.put(found, 'epoch');
      let seq = await lastOf(log, found);
      for (const row of rows) log.put(row, [found, ++seq]);
      if (seq > limit) log.delete(of(found, seq - limit));
      return found;
    }),

    /** @type {() => Promise<void>} */
    erase: async () => {
      await transact(async (log, meta) => {
        log.clear();
        meta.clear();
      });
      close();
      await limited(resultOf(factory().deleteDatabase(NAME)), OPENING);
    },

    close,
  };
};

/**
 * @template T
 * @param {IDBTransaction} transaction
 * @param {(log: IDBObjectStore, meta: IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T>}
 */
const once = async (transaction, work) => {
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  try {
    const [answer] = await limited(Promise.all([work(transaction.objectStore('log'), transaction.objectStore('meta')), complete]), WORKING);
    return answer;
  } catch (error) {
    try {
      // Late is never: what is tried again must not also arrive.
      transaction.abort();
    } catch { /* it is over already */ }
    throw transaction.error ?? error;
  }
};

/** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
const resultOf = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @type {(error: unknown) => boolean} */
export const isQuota = (error) => /** @type {any} */ (error)?.name === 'QuotaExceededError';

/** Keys of one epoch. @type {(epoch: number, last?: number) => IDBKeyRange} */
const of = (epoch, last = Infinity) => IDBKeyRange.bound([epoch, 0], [epoch, last]);

/** The newest sequence number of an epoch. @type {(log: IDBObjectStore, epoch: number) => Promise<number>} */
const lastOf = async (log, epoch) => {
  const cursor = await resultOf(log.openKeyCursor(of(epoch), 'prev'));
  return cursor ? /** @type {[number, number]} */ (cursor.key)[1] : 0;
};

/** A promise that rejects when time is over: IndexedDB can stay silent for ever. @type {<T>(promise: Promise<T>, milliseconds: number) => Promise<T>} */
const limited = (promise, milliseconds) =>
  Promise.race([promise, new Promise((_, reject) => later(reject, milliseconds, 'timeout'))]);
