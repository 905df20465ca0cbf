/**
 * The log of records in IndexedDB: the durable copy.
 *
 * A request's success is no commit: a transaction may still abort on quota, so a batch is acknowledged by `complete`
 * alone. The sequence number is taken inside the transaction, which makes two tabs safe without locks. A handle that
 * died (the browser closes it on pressure; Safari loses its database process) is dropped and opened anew, at most three
 * times: retrying on a dead handle is how others lose data.
 */

const NAME = 'sillage';
const REOPENS = 3, OPENING = 1000, WORKING = 3000;
/** As many events as the engine remembers. */
const RECORDS = 2000;

/** `at` differs within a tab, so that a row is the same as another exactly if time and bytes are. @typedef {{ at: number, data: Uint8Array }} Row */

/**
 * Attaches what is to happen with a request's result; an exception there aborts the transaction and stays here.
 * @typedef {<T>(request: IDBRequest<T>, then: (result: T) => void) => void} Then
 */

/**
 * @param {() => IDBFactory} factory a function, as mere access throws in sandboxed frames
 */
export function createLog(factory) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  let reopens = REOPENS;

  const drop = () => {
    opening?.then((database) => database.close()).catch(() => {});
    opening = undefined;
  };

  /** @type {() => Promise<IDBDatabase>} */
  const open = () => opening ??= limited(OPENING, (resolve, reject) => {
    const request = factory().open(NAME, 1);
    request.onupgradeneeded = () => ['log', 'meta'].forEach((store) => request.result.createObjectStore(store));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // Another tab upgrades or deletes: it must never wait for this one.
      database.onversionchange = database.onclose = () => {
        database.close();
        drop();
      };
      resolve(database);
    };
  }, (database) => database.close());

  /**
   * Runs one transaction over both stores; what `work` answers counts once the transaction is complete.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(log: IDBObjectStore, meta: IDBObjectStore, then: Then, answer: (value: T) => void) => void} work
   * @returns {Promise<T>}
   */
  const transact = async (mode, work) => {
    for (;;) {
      try {
        const database = await open();
        return await once(database.transaction(['log', 'meta'], mode), work);
      } catch (error) {
        drop();
        if (isQuota(error) || reopens-- <= 0) throw error;
      }
    }
  };

  return {
    /**
     * Everything of the current epoch, oldest first; without an epoch the database is new.
     * @returns {Promise<{ epoch?: number, seq: number, rows: Row[] }>}
     */
    read: () => transact('readonly', (log, meta, then, answer) => {
      answer({ seq: 0, rows: [] });
      then(meta.get('epoch'), (epoch) => epoch !== undefined && then(log.openKeyCursor(of(epoch), 'prev'), (cursor) => {
        const seq = lastOf(cursor);
        then(log.getAll(of(epoch)), (rows) => answer({ epoch, seq, rows }));
      }));
    }),

    /**
     * Appends rows in one transaction and drops the oldest beyond 2,000.
     * @param {number | undefined} epoch the one known here; rows of another epoch were erased and are not written
     * @param {number} fresh the epoch of a database that has none
     * @param {Row[]} rows
     * @returns {Promise<{ epoch: number, seq: number } | undefined>} nothing where the memory was erased meanwhile
     */
    append: (epoch, fresh, rows) => transact('readwrite', (log, meta, then, answer) => {
      then(meta.get('epoch'), (found = fresh) => {
        if (epoch !== undefined && epoch !== found) return;
        meta.put(found, 'epoch');
        then(log.openKeyCursor(of(found), 'prev'), (cursor) => {
          let seq = lastOf(cursor);
          for (const row of rows) log.put(row, [found, ++seq]);
          if (seq > RECORDS) log.delete(IDBKeyRange.bound([0, 0], [found, seq - RECORDS]));
          answer({ epoch: found, seq });
        });
      });
    }),

    /** @type {(epoch: number, seq: number) => Promise<void>} drops the oldest rows, that one included */
    trim: (epoch, seq) => transact('readwrite', (log) => {
      log.delete(IDBKeyRange.bound([0, 0], [epoch, seq]));
    }),

    /** @type {() => Promise<void>} */
    erase: async () => {
      await transact('readwrite', (log, meta) => {
        log.clear();
        meta.clear();
      });
      drop();
      await limited(OPENING, (resolve, reject) => {
        const request = factory().deleteDatabase(NAME);
        request.onsuccess = () => resolve(undefined);
        request.onerror = () => reject(request.error);
      });
    },

    close: drop,
  };
}

/**
 * @template T
 * @param {IDBTransaction} transaction
 * @param {(log: IDBObjectStore, meta: IDBObjectStore, then: Then, answer: (value: T) => void) => void} work
 * @returns {Promise<T>}
 */
function once(transaction, work) {
  const abort = () => {
    try {
      transaction.abort();
    } catch { /* it is over already */ }
  };
  return limited(WORKING, (resolve, reject) => {
    /** @type {T} */
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    work(transaction.objectStore('log'), transaction.objectStore('meta'), (request, then) => {
      request.onsuccess = () => {
        try {
          then(request.result);
        } catch {
          abort();
        }
      };
    }, (value) => { result = value; });
  }).catch((error) => {
    // Late is never: what is tried again must not also arrive.
    abort();
    throw error;
  });
}

/** @type {(error: unknown) => boolean} */
export const isQuota = (error) => /** @type {any} */ (error)?.name === 'QuotaExceededError';

/** Keys of one epoch. @type {(epoch: number) => IDBKeyRange} */
const of = (epoch) => IDBKeyRange.bound([epoch, 0], [epoch, Infinity]);

/** @type {(cursor: IDBCursor | null) => number} */
const lastOf = (cursor) => cursor ? /** @type {[number, number]} */ (cursor.key)[1] : 0;

/**
 * A promise that rejects when time is over: IndexedDB can stay silent for ever. What arrives late is disposed of.
 * @template T
 * @param {number} milliseconds
 * @param {(resolve: (value: T) => void, reject: (error: unknown) => void) => void} work
 * @param {(late: T) => void} [dispose]
 * @returns {Promise<T>}
 */
function limited(milliseconds, work, dispose) {
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      reject(new Error('timeout'));
    }, milliseconds);
    work((value) => {
      clearTimeout(timer);
      if (over) dispose?.(value);
      else resolve(value);
    }, (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
