// The visitor's memory over the module as built: what it is told again after an erase, and by events that cannot be read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

globalThis.document = new EventTarget();
globalThis.indexedDB = new IDBFactory();
globalThis.IDBKeyRange ??= IDBKeyRange;
const kept = new Map();
globalThis.localStorage = {
  getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key),
};
/** Removes what another tab's erase removes. */
const eraseElsewhere = async () => {
  kept.clear();
  const { createStorage } = await import('../../src/host/storage.js');
  await createStorage({ indexedDB: () => indexedDB, localStorage: () => localStorage, erased() {} }).erase();
};
const GRANTED = { store: 'granted', personalize: 'granted' };

const { instantiate } = await import('../../src/host/engine.js');
const guard = await import('../../src/host/guard.js');
const module = new WebAssembly.Module(readFileSync(new URL('../../pkg/sillage.wasm', import.meta.url)));
/** How many events the module holds: restored and observed since it last forgot. */
let held = 0;
guard.use(() => {
  const real = WebAssembly.Instance;
  WebAssembly.Instance = function (...given) {
    const { exports } = new real(...given);
    const call = (what, ...rest) => {
      const answer = exports.call(what, ...rest);
      if (what === 6) held = 0;
      if ((what === 4 || what === 5) && answer[0]) held++;
      return answer;
    };
    return { exports: { ...exports, call } };
  };
  instantiate(module);
  WebAssembly.Instance = real;
});
const memory = await import('../../src/host/memory.js');

test('an event that cannot be read costs itself alone', async () => {
  await memory.follow(GRANTED);
  memory.track('x_broken', { deep: { get value() { throw new Error('of the page'); } } });
  memory.track('x_whole', {});
  memory.goLive({}, {});
  assert.equal(held, 3, 'session_start, page_view, x_whole');
});

test('what happens after an erase is remembered once, however often the memory is built anew', async () => {
  await memory.erase();
  assert.equal(held, 0);
  memory.track('x_after', {});
  await memory.follow(GRANTED);
  assert.equal(held, 1);
});

test('what another tab erased does not come back with the next change of consent', async () => {
  assert.equal(await memory.storage.append(new Uint8Array([1])), true);
  await eraseElsewhere();
  assert.equal(await memory.storage.append(new Uint8Array([2])), false);
  assert.equal(held, 0);
  await memory.follow(GRANTED);
  assert.equal(held, 0);
});
