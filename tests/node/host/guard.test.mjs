// What happens to calls, and to what was fed, when an instance traps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGuard } from '../../../src/host/guard.js';

const trap = () => { throw new WebAssembly.RuntimeError('unreachable'); };
const DECISION = '{"slot":"s","value":{"kind":"default"},"variant":"","reason":"DEFAULT","notes":[]}';

/** Instances that write down what they are told; `faults` names the calls that trap, by instance. */
function instances(faults) {
  const made = [];
  const make = () => {
    const calls = [];
    const trapping = faults[made.length] ?? [];
    const answers = { open: '{}', accept: true, facts: undefined, offers: undefined, observe: new Uint8Array([7]), restore: true, lastSeen: 5, forget: undefined, decide: DECISION, explain: '{}', render: DECISION };
    const shop = {};
    for (const [name, answer] of Object.entries(answers)) shop[name] = () => {
      calls.push(name);
      return trapping.includes(name) ? trap() : answer;
    };
    made.push(calls);
    return shop;
  };
  return { made, make };
}
function feed(guard) {
  guard.open(new Uint8Array([1]));
  guard.accept(0, new Uint8Array([2]), new Uint8Array(32));
  guard.facts('page', { type: 'home' });
  guard.observe('login', {}, 1);
  guard.offers({ S1: { price: 1 } });
}

test('after a trap the next call is right again, on a fresh instance that was fed the same', () => {
  const { made, make } = instances([['decide']]);
  const told = [];
  const guard = createGuard(make, (final) => told.push(final));
  feed(guard);
  assert.equal(guard.decide('s').errorCode, 'GENERAL');
  assert.equal(guard.decide('s').reason, 'DEFAULT');
  assert.deepEqual(told, [false]);
  assert.deepEqual(made[1], ['open', 'accept', 'facts', 'restore', 'offers', 'decide']);
});

for (const name of ['open', 'accept', 'facts', 'offers', 'observe', 'restore', 'lastSeen', 'forget', 'decide', 'explain', 'render']) {
  test(`a trap in ${name} reaches nobody`, () => {
    const guard = createGuard(instances([[name]]).make, () => {});
    const given = { open: [new Uint8Array()], accept: [0, new Uint8Array(), new Uint8Array()], facts: ['page', {}], offers: [{}], observe: ['login', {}, 1], restore: [new Uint8Array()] };
    guard[name](...(given[name] ?? ['s']));
    assert.equal(guard.decide('s').reason, 'DEFAULT');
  });
}

test('after two traps the module is left alone', () => {
  const { made, make } = instances([['decide'], ['decide']]);
  const told = [];
  const guard = createGuard(make, (final) => told.push(final));
  guard.decide('s');
  guard.decide('s');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
  assert.equal(guard.observe('login', {}, 1), undefined);
  assert.equal(made.length, 2);
  assert.deepEqual(told, [false, true]);
});

test('a trap while it is fed counts as well', () => {
  const { make } = instances([['decide'], ['restore']]);
  const guard = createGuard(make, () => {});
  feed(guard);
  guard.decide('s');
  assert.equal(guard.decide('s').reason, 'ERROR');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
});

test('no module at all is no exception', () => {
  const guard = createGuard(() => trap(), () => {});
  assert.equal(guard.decide('s').errorCode, 'GENERAL');
  assert.equal(guard.decide('s').errorCode, 'GENERAL');
  assert.equal(guard.decide('s').errorCode, 'PROVIDER_FATAL');
});
