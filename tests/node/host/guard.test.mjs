// What happens to calls, and to what was fed, when an instance traps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantiate } from '../../../src/host/engine.js';

// The guard's warnings are events of the document as well; Node has none.
globalThis.document = new EventTarget();

const trap = () => { throw new WebAssembly.RuntimeError('unreachable'); };
const DECISION = '{"slot":"s","value":{"kind":"default"},"variant":"","reason":"DEFAULT","notes":[]}';
/** What the module's door answers, in the order of `src/shop.rs`. */
const ANSWERS = {
  open: '{}', accept: '', facts: '', offers: '', observe: '7', restore: '', forget: '', decide: DECISION, explain: '{}',
  plan: `{"decision":${DECISION},"currency":"EUR","locale":"en","waits":[],"late":false,"cards":[]}`, lastSeen: '5', flow: '{}', remembered: '[]', seed: '',
};

/** Stands for the exports of one instance; `trapping` are the calls that trap, `calls` is what it was told. */
function fakeExports(trapping, calls) {
  const memory = { buffer: new ArrayBuffer(65536) };
  let end = 8;
  const put = (length) => (end += length + 1) - length - 1;
  return {
    memory,
    __wbindgen_malloc: put,
    __wbindgen_free() {},
    call(what) {
      const name = Object.keys(ANSWERS)[what];
      calls.push(name);
      if (trapping.includes(name)) trap();
      const bytes = new TextEncoder().encode(ANSWERS[name]);
      const at = put(bytes.length);
      new Uint8Array(memory.buffer).set(bytes, at);
      return [at, bytes.length];
    },
  };
}

let guards = 0;
/** A guard of its own, as a page has it; `faults` names the calls that trap, by instance. */
async function guardOver(faults) {
  const guard = await import('../../../src/host/guard.js?' + guards++);
  const made = [];
  guard.use(() => {
    const calls = [];
    const trapping = faults[made.length] ?? [];
    made.push(calls);
    const real = WebAssembly.Instance;
    WebAssembly.Instance = function () { return { exports: fakeExports(trapping, calls) }; };
    try {
      instantiate();
    } finally {
      WebAssembly.Instance = real;
    }
  });
  return { guard, made };
}
function feed(guard) {
  guard.open(new Uint8Array([1]));
  guard.accept(0, new Uint8Array([2]), new Uint8Array(32));
  guard.facts('page', { type: 'home' });
  guard.observe('login', {}, 1);
  guard.offers({ S1: { price: 1 } });
  guard.seed(new Uint8Array(8));
}

test('after a trap the next call is right again, on a fresh instance that was fed the same', async () => {
  const { guard, made } = await guardOver([['plan']]);
  feed(guard);
  assert.equal(guard.decide('s').errorCode, 'GENERAL');
  assert.equal(guard.decide('s').reason, 'DEFAULT');
  assert.equal(guard.isFatal(), false);
  assert.deepEqual(made[1], ['open', 'accept', 'facts', 'offers', 'restore', 'seed', 'plan']);
});

// The host asks for no decision without a plan.
for (const name of Object.keys(ANSWERS).filter((name) => name !== 'decide')) {
  test(`a trap in ${name} reaches nobody`, async () => {
    const { guard } = await guardOver([[name]]);
    const given = { open: [new Uint8Array()], accept: [0, new Uint8Array(), new Uint8Array()], facts: ['page', {}], offers: [{}], observe: ['login', {}, 1], restore: [new Uint8Array()], seed: [new Uint8Array(8)] };
    guard[name === 'plan' ? 'decide' : name](...(given[name] ?? ['s']));
    assert.equal(guard.decide('s').reason, 'DEFAULT');
  });
}

test('after two traps the module is left alone', async () => {
  const { guard, made } = await guardOver([['plan'], ['plan']]);
  guard.decide('s');
  guard.decide('s');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
  assert.equal(guard.observe('login', {}, 1), undefined);
  assert.equal(guard.isFatal(), true);
  assert.equal(made.length, 2);
});

test('a trap while it is fed counts as well', async () => {
  const { guard } = await guardOver([['plan'], ['restore']]);
  feed(guard);
  guard.decide('s');
  assert.equal(guard.decide('s').reason, 'ERROR');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
});

test('no module at all is no exception', async () => {
  const { guard } = await guardOver([]);
  guard.use(trap);
  assert.equal(guard.decide('s').errorCode, 'GENERAL');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
});

test('what is told before there is a module is kept for it', async () => {
  const guard = await import('../../../src/host/guard.js?' + guards++);
  guard.facts('host', { tier: 'gold' });
  guard.offers({ S1: { price: 1 } });
  assert.equal(guard.isFatal(), false);
});

test('offers are told anew one by one, as they merge: an availability does not take back a price', async () => {
  const { guard, made } = await guardOver([['plan']]);
  guard.offers({ S1: { price: 1 } });
  guard.offers({ S1: { availability: 'OutOfStock' } });
  guard.offers(JSON.parse('{"__proto__": {"price": 1}}'));
  guard.decide('s');
  guard.decide('s');
  assert.deepEqual(made[1], ['offers', 'offers', 'offers', 'plan']);
});
test('offers that cannot be read are not kept', async () => {
  const { guard, made } = await guardOver([]);
  assert.throws(() => guard.offers({ S1: { get price() { throw new Error('of the page'); } } }));
  assert.equal(guard.decide('s').reason, 'DEFAULT');
  assert.deepEqual(made, [['plan']]);
});
