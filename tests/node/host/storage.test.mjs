// The ladder of stores: what is acknowledged is found again, whatever fails in between.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faulty, localStore } from './faults.mjs';
import { createStorage } from '../../../src/host/storage.js';

const record = (at) => new TextEncoder().encode('record ' + at);
const text = (bytes) => new TextDecoder().decode(bytes);

function device(fault = { kind: 'none' }, { local = localStore() } = {}) {
  return { idb: faulty(fault), local, erasures: 0 };
}
const open = (where) => createStorage({
  indexedDB: () => where.idb, localStorage: where.local.access, erased: () => { where.erasures++; },
});

/** Appends records one after the other; which of them were acknowledged. */
async function session(where, count, first = 0) {
  const storage = open(where);
  await storage.load();
  const acknowledged = [];
  for (let at = first; at < first + count; at++) {
    const stored = storage.append(record(at));
    await new Promise((resolve) => setTimeout(resolve, 0));
    storage.flush();
    if (await stored) acknowledged.push('record ' + at);
  }
  const { state } = storage;
  await storage.close();
  return { acknowledged, state };
}
const recover = async (where) => {
  const storage = open(where);
  const records = (await storage.load()).map(text);
  const { state } = storage;
  await storage.close();
  return { records, state };
};

test('what was stored is found again, in order', async () => {
  const where = device();
  const { acknowledged, state } = await session(where, 5);
  assert.equal(acknowledged.length, 5);
  assert.deepEqual(state, { backend: 'idb+mirror', reason: '', recovered: false });
  const found = await recover(where);
  assert.deepEqual(found.records, acknowledged);
});

test('nothing is touched before load', async () => {
  const where = device();
  const storage = open(where);
  assert.equal(await storage.append(record(1)), false);
  await storage.flush();
  assert.equal(where.idb.operations, 0);
  assert.equal(where.local.kept.size, 0);
});

const LADDER = [
  ['everything', {}, {}, 'idb+mirror', true],
  ['no localStorage', {}, { local: localStore({ broken: true }) }, 'idb', true],
  ['no IndexedDB', { kind: 'throw', at: 0, persistent: true }, {}, 'mirror', true],
  ['neither', { kind: 'throw', at: 0, persistent: true }, { local: localStore({ broken: true }) }, 'memory', false],
];
for (const [name, fault, parts, rung, stores] of LADDER) {
  test('ladder with ' + name, async () => {
    const where = device({ kind: 'none', ...fault }, parts);
    const { acknowledged, state } = await session(where, 3);
    assert.equal(state.backend, rung);
    assert.equal(acknowledged.length, stores ? 3 : 0);
    assert.deepEqual((await recover(where)).records, acknowledged);
  });
}

test('what was flushed is found again although the page went before the database was through', async () => {
  const where = device();
  const { acknowledged } = await session(where, 2);
  const leaving = open(where);
  await leaving.load();
  // From here on the database takes nothing any more, and nobody hears of it.
  where.idb = faulty({ kind: 'none' });
  leaving.append(record(2));
  leaving.flush();
  const atOnce = where.local.kept.get('sillage.mirror');
  await leaving.close();
  where.local.kept.set('sillage.mirror', atOnce);
  assert.deepEqual((await recover(where)).records, [...acknowledged, 'record 2']);
});

test('what the mirror holds is told at once', async () => {
  const where = device();
  const { acknowledged } = await session(where, 3);
  const storage = open(where);
  let told = [];
  const loading = storage.load((newest) => { told = newest.map(text); });
  assert.deepEqual(told, acknowledged);
  await loading;
  await storage.close();
});

test('an emptied database is refilled from the mirror', async () => {
  const where = device();
  const { acknowledged } = await session(where, 4);
  where.idb = faulty({ kind: 'none' });
  const found = await recover(where);
  assert.deepEqual(found.records, acknowledged);
  assert.equal(found.state.recovered, true);
  assert.deepEqual(await recover(where).then(({ state }) => state.recovered), false);
});

test('a database that was rolled back is completed from the mirror', async () => {
  const where = device();
  await session(where, 2);
  const mirror = new Map(where.local.kept);
  const { acknowledged } = await session(where, 2, 2);
  const newest = new Map(where.local.kept);
  where.idb = faulty({ kind: 'none' });
  where.local.kept.clear();
  mirror.forEach((value, key) => where.local.kept.set(key, value));
  await recover(where);
  newest.forEach((value, key) => where.local.kept.set(key, value));
  assert.deepEqual((await recover(where)).records, ['record 0', 'record 1', ...acknowledged]);
});

test('a damaged mirror is no mirror', async () => {
  for (const damage of ['', '[', '[1]', 'null', '[1,[[3,"%%"]]]', '{"0":1}']) {
    const where = device();
    const { acknowledged } = await session(where, 2);
    where.local.kept.set('sillage.mirror', damage);
    assert.deepEqual((await recover(where)).records, acknowledged);
  }
});

/** Puts something into the log that storage never wrote, behind what is there. */
async function plant(where, garbage) {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await answer(where.idb.inner.open('sillage', 1));
  const transaction = database.transaction(['log', 'meta'], 'readwrite');
  const epoch = await answer(transaction.objectStore('meta').get('epoch'));
  await answer(transaction.objectStore('log').put(garbage, [epoch, 100]));
  database.close();
}

const GARBAGE = {
  null: null, 'a text': 'row', 'a number': 7, 'a list': [1, 2], 'no time': { data: record(9) }, 'a time that is none': { at: NaN, data: record(9) },
  'a time that is no number': { at: 9n, data: record(9) }, 'a time that is an object': { at: { valueOf: 1, toString: 1 }, data: record(9) },
  'no bytes': { at: Date.now(), data: 'record 9' }, 'bytes that are an object': { at: Date.now(), data: { toString: 1 } },
};
for (const [name, garbage] of Object.entries(GARBAGE)) {
  test(`a row in the database that is none costs itself alone: ${name}`, async () => {
    const where = device();
    const { acknowledged } = await session(where, 3);
    await plant(where, garbage);
    const more = await session(where, 2, 3);
    assert.equal(more.state.backend, 'idb+mirror');
    where.local.kept.clear();
    const { records, state } = await recover(where);
    assert.deepEqual(records, [...acknowledged, ...more.acknowledged]);
    assert.equal(state.backend, 'idb+mirror');
  });
}

test('erased is erased: stores and what other tabs still hold', async () => {
  const where = device();
  const [one, two] = [open(where), open(where)];
  await one.load();
  await two.load();
  await Promise.all([one.append(record(1)), two.append(record(2))]);
  await one.erase();
  assert.equal(where.local.kept.size, 0);
  assert.deepEqual(await where.idb.inner.databases(), []);
  assert.equal(await two.append(record(3)), false);
  assert.equal(where.erasures, 1);
  assert.deepEqual((await recover(where)).records, []);
});

test('after an erasure new records are stored again', async () => {
  const where = device();
  const storage = open(where);
  await storage.load();
  await storage.append(record(1));
  await storage.erase();
  assert.equal(await storage.append(record(2)), true);
  await storage.close();
  assert.deepEqual((await recover(where)).records, ['record 2']);
});

test('two tabs lose nothing', async () => {
  const where = device();
  const [one, two] = [open(where), open(where)];
  await Promise.all([one.load(), two.load()]);
  const stored = await Promise.all(Array.from({ length: 200 }, (_, at) => (at % 2 ? one : two).append(record(at))));
  assert.ok(stored.every(Boolean));
  const { records } = await recover(where);
  assert.equal(new Set(records).size, 200);
  assert.equal(records.length, 200);
});

test('the oldest beyond 2,000 go', async () => {
  const where = device();
  const storage = open(where);
  await storage.load();
  for (let at = 0; at < 2100; at += 100) await Promise.all(Array.from({ length: 100 }, (_, step) => storage.append(record(at + step))));
  await storage.close();
  const { records } = await recover(where);
  assert.equal(records.length, 2000);
  assert.equal(records[0], 'record 100');
  assert.ok(where.local.kept.get('sillage.mirror').length <= 3500);
});

test('what is older than 400 days goes', async () => {
  const where = device();
  const { acknowledged } = await session(where, 2);
  const aged = JSON.parse(where.local.kept.get('sillage.mirror'));
  aged[1].forEach((row) => { row[0] -= 401 * 86400e3; });
  where.local.kept.set('sillage.mirror', JSON.stringify(aged));
  where.idb = faulty({ kind: 'none' });
  assert.deepEqual((await recover(where)).records, []);
  where.local.kept.clear();
  assert.deepEqual((await recover(where)).records, []);
  assert.equal(acknowledged.length, 2);
});

// The sweep: the n-th operation fails, once or from then on; n grows until the fault is beyond the last operation.
const KINDS = ['throw', 'abort', 'quota', 'close'];
for (const kind of KINDS) {
  for (const persistent of [false, true]) {
    test(`fault sweep: ${kind}, ${persistent ? 'persistent' : 'once'}`, async () => {
      for (let at = 0; at < 40; at++) {
        const where = device({ kind, at, persistent });
        const { acknowledged } = await session(where, 4);
        const reached = where.idb.operations > at;
        where.idb.heal();
        const { records } = await recover(where);
        assert.deepEqual(records.filter((name) => acknowledged.includes(name)), acknowledged, `lost or out of order at ${at}`);
        assert.equal(new Set(records).size, records.length, `twice at ${at}`);
        if (!reached) break;
      }
    });
  }
}

test('a database that never answers does not hold anything up for ever', async () => {
  const where = device({ kind: 'hang', at: 0, persistent: false });
  const before = Date.now();
  const { acknowledged } = await session(where, 1);
  assert.ok(Date.now() - before < 8000);
  where.idb.heal();
  const { records } = await recover(where);
  assert.deepEqual(records.filter((name) => acknowledged.includes(name)), acknowledged);
});

test('a batch longer than the mirror costs its oldest records, not the mirror', async () => {
  const where = device({ kind: 'throw', at: 0, persistent: true });
  const storage = open(where);
  await storage.load();
  await Promise.all(Array.from({ length: 4 }, () => storage.append(new Uint8Array(900))));
  assert.equal(storage.state.backend, 'mirror');
  assert.equal(await storage.append(record(1)), true);
  assert.deepEqual((await recover(where)).records.slice(-1), ['record 1']);
});

test('a record too long for the mirror costs itself alone', async () => {
  const where = device();
  const storage = open(where);
  await storage.load();
  const long = new Uint8Array(4000);
  const stored = [record(1), long, record(2)].map((bytes) => storage.append(bytes));
  storage.flush();
  assert.deepEqual(await Promise.all(stored), [true, true, true]);
  await storage.close();
  const [, rows] = JSON.parse(where.local.kept.get('sillage.mirror'));
  assert.deepEqual(rows.map(([, data]) => atob(data)), ['record 1', 'record 2']);
  assert.equal((await recover(where)).records.length, 3);
});
