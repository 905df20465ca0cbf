// An IndexedDB that fails on command, over the in-memory one of fake-indexeddb.

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

globalThis.IDBKeyRange ??= IDBKeyRange;

/** Every call that storage makes is one operation; the fault strikes at one of them, or at that and all after it. */
export function faulty({ kind, at, persistent }) {
  const inner = new IDBFactory();
  let operations = 0, armed = true;
  const strikes = () => {
    const now = operations++;
    return armed && kind !== 'none' && (persistent ? now >= at : now === at);
  };
  const error = (name) => Object.assign(new Error(name), { name });

  const wrapStore = (store, transaction) => new Proxy(store, {
    get(target, key) {
      const value = target[key];
      if (typeof value !== 'function') return value;
      return (...given) => {
        if (strikes()) {
          if (kind === 'throw') throw error('UnknownError');
          if (kind === 'close') target.transaction.db.close();
          const request = value.apply(target, given);
          // Aborts after the request has succeeded: what a full disk does.
          if (kind === 'abort' || kind === 'quota') request.addEventListener('success', () => { try { transaction.abort(); } catch {} });
          if (kind === 'hang') Object.defineProperty(request, 'onsuccess', { set() {}, get: () => null });
          return request;
        }
        return value.apply(target, given);
      };
    },
  });
  const wrapTransaction = (transaction) => new Proxy(transaction, {
    get(target, key) {
      if (key === 'objectStore') return (name) => wrapStore(target.objectStore(name), target);
      if (key === 'error' && kind === 'quota' && target.error === null) return error('QuotaExceededError');
      const value = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set(target, key, value) { target[key] = value; return true; },
  });
  const wrapDatabase = (database) => new Proxy(database, {
    get(target, key) {
      if (key === 'transaction') {
        return (...given) => {
          if (strikes()) {
            if (kind === 'close') target.close();
            else if (kind !== 'hang') throw error(kind === 'quota' ? 'QuotaExceededError' : 'InvalidStateError');
          }
          return wrapTransaction(target.transaction(...given));
        };
      }
      const value = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set(target, key, value) { target[key] = value; return true; },
  });
  return {
    get operations() { return operations; },
    heal() { armed = false; },
    open(...given) {
      const strike = strikes();
      if (strike && kind === 'throw') throw error('SecurityError');
      const request = inner.open(...given);
      return new Proxy(request, {
        get(target, key) {
          if (key === 'result') return wrapDatabase(target.result);
          if (key === 'error' && strike) return error('UnknownError');
          return target[key];
        },
        set(target, key, value) {
          if (strike && kind === 'hang') return true;
          if (strike && kind !== 'close' && key === 'onsuccess') { queueMicrotask(() => request.onerror?.(new Event('error'))); return true; }
          target[key] = value;
          return true;
        },
      });
    },
    deleteDatabase: (...given) => inner.deleteDatabase(...given),
    inner,
  };
}

/** A localStorage over a map; `limit` characters, or broken. */
export function localStore({ broken = false, limit = 5e6 } = {}) {
  const kept = new Map();
  return {
    kept,
    access() {
      if (broken) throw Object.assign(new Error('denied'), { name: 'SecurityError' });
      return {
        getItem: (key) => kept.get(key) ?? null,
        setItem(key, value) {
          if (value.length > limit) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
          kept.set(key, value);
        },
        removeItem: (key) => { kept.delete(key); },
      };
    },
  };
}
