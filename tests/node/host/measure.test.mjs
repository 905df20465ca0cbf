// Exposures, selects, conversions and what is pushed of them, with a page of strings and a clock that is turned by hand.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';

/** The few parts of a page that measuring listens to. */
class Target extends EventTarget {
  constructor(name = '', path = []) {
    super();
    Object.assign(this, { localName: name, path });
  }
}
const timers = [];
globalThis.setTimeout = (call, milliseconds) => timers.push({ call, milliseconds });
globalThis.document = Object.assign(new Target(), { hidden: false });
const listeners = {};
globalThis.addEventListener = (type, listener) => { listeners[type] = listener; };

const { look, showing, startMeasuring, stopMeasuring } = await import('../../../src/host/measure.js');
const { pushOwn, readCommand } = await import('../../../src/host/datalayer.js');

/** A second passes. */
const pass = () => timers.splice(0).forEach(({ call, milliseconds }) => {
  assert.equal(milliseconds, 1000);
  call();
});
const decision = (value = { kind: 'fields' }) => ({ slot: 'home.hero', variant: 'v3', campaign: 'gold', reason: 'TARGETING_MATCH', notes: [], value });
const turn = (hidden) => {
  document.hidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
};

let tracked, pushed, heard, place;
beforeEach(() => {
  timers.length = 0;
  [tracked, pushed, heard] = [[], [], []];
  document.hidden = false;
  place = new Target('sillage-slot');
  for (const type of ['exposure', 'select']) place.addEventListener('sillage:' + type, ({ detail }) => heard.push([type, detail]));
});
afterEach(() => look(place, 0));
before(() => startMeasuring((...event) => tracked.push(event), (command) => pushed.push(command)));

const ITEMS = { kind: 'items', items: [{ item_id: 'a', because: null }], fields: {} };
for (const [name, steps, exposures] of [
  ['half in view for a second', [() => look(place, 0.5), pass], 1],
  ['less than half', [() => look(place, 0.49), pass], 0],
  ['gone before the second is over', [() => look(place, 0.6), () => look(place, 0.2), pass], 0],
  ['gone and back, each time for less', [() => look(place, 1), () => look(place, 0), () => look(place, 1), () => timers.shift().call()], 0],
  ['gone and back, and stays', [() => look(place, 1), () => look(place, 0), () => look(place, 1), pass], 1],
  ['seen twice', [() => look(place, 1), pass, () => look(place, 0), () => look(place, 1), pass], 1],
  ['another decision', [() => look(place, 1), pass, () => showing(place, decision()), pass], 2],
  ['the default instead', [() => look(place, 1), () => showing(place), pass], 0],
  ['the same again after the default', [() => look(place, 1), pass, () => showing(place), pass], 1],
  ['a page that is hidden', [() => turn(true), () => look(place, 1), pass], 0],
  ['a page that is prerendered, and then shown', [() => turn(true), () => look(place, 1), pass, () => turn(false), pass], 1],
  ['hidden meanwhile', [() => look(place, 1), () => turn(true), () => turn(false), () => timers.shift().call()], 0],
  ['back from the cache', [() => look(place, 1), pass, () => turn(true), () => turn(false), () => listeners.pageshow({ persisted: true }), pass], 2],
  ['shown for the first time', [() => look(place, 1), pass, () => listeners.pageshow({ persisted: false }), pass], 1],
]) {
  test(`exposure: ${name}`, () => {
    showing(place, decision());
    steps.forEach((step) => step());
    assert.deepEqual(tracked, Array(exposures).fill(['x_exposure', { slot: 'home.hero', variant: 'v3' }]));
    assert.equal(heard.length, exposures);
    assert.equal(pushed.length, exposures);
  });
}

const inside = (...names) => [...names.map((name) => new Target(name)), place, new Target('body')];
const click = (path) => document.dispatchEvent(Object.assign(new Event('click'), { composedPath: () => path }));
for (const [name, path, selects] of [
  ['a link', () => inside('a'), 1],
  ['a picture in a link', () => inside('img', 'a'), 1],
  ['a button', () => inside('button'), 0],
  ['a link elsewhere', () => [new Target('a'), new Target('body')], 0],
]) {
  test(`select: ${name}`, () => {
    showing(place, decision());
    click(path());
    assert.deepEqual(tracked, Array(selects).fill(['x_select', { slot: 'home.hero', variant: 'v3' }]));
    assert.equal(heard.length, selects);
  });
}

test('select: a link in default content', () => {
  showing(place);
  click(inside('a'));
  assert.deepEqual([tracked, heard, pushed], [[], [], []]);
});

for (const [name, value, exposure, select] of [
  ['fields', { kind: 'fields', fields: { title: 'Secret' } },
    { event: 'view_promotion', ecommerce: { promotion_id: 'home.hero', promotion_name: 'v3' } },
    { event: 'select_promotion', ecommerce: { promotion_id: 'home.hero', promotion_name: 'v3' } }],
  ['items', ITEMS,
    { event: 'view_item_list', ecommerce: { item_list_id: 'home.hero', item_list_name: 'v3' } },
    { event: 'select_item', ecommerce: { item_list_id: 'home.hero', item_list_name: 'v3' } }],
]) {
  test(`pushed: ${name}, slot and variant alone`, () => {
    showing(place, decision(value));
    look(place, 1);
    pass();
    click(inside('a'));
    assert.deepEqual(pushed, [exposure, select]);
    const detail = { slot: 'home.hero', variant: 'v3', campaign: 'gold', reason: 'TARGETING_MATCH', items: value.items };
    assert.deepEqual(heard, [['exposure', detail], ['select', detail]]);
  });
}

test('what is pushed is not heard as an event of the page', () => {
  const page = {};
  pushOwn(page, 'layer', { event: 'view_item_list', ecommerce: { item_list_id: 'home.hero' } });
  const nothing = () => assert.fail('was heard');
  page.layer.forEach((command) => readCommand(command, { event: nothing, consent: nothing, pageType: nothing }));
  assert.deepEqual(page.layer, [{ ecommerce: null }, { event: 'view_item_list', ecommerce: { item_list_id: 'home.hero' }, sillage: true }]);
});

test('nothing is measured once it was stopped', () => {
  showing(place, decision());
  look(place, 1);
  stopMeasuring();
  pass();
  click(inside('a'));
  assert.deepEqual([tracked, heard, pushed], [[], [], []]);
});
