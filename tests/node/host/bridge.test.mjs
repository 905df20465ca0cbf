// The bridge against scripted apps: four ways to reach them, fast, slow, silent and hostile ones; what they keep of the memory.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fromBase64, toBase64 } from '../../../src/host/primordials.js';

const { install } = await import('../../../src/host/bridge/bridge.js');
globalThis.window = globalThis;
const events = new EventTarget();
globalThis.addEventListener = events.addEventListener.bind(events);
const warnings = [];
console.warn = (text) => warnings.push(text);

/** Each way to reach an app: what the page sees, given what the app does with a text and how it speaks later. */
const TRANSPORTS = {
  'iOS': (hear) => ({ webkit: { messageHandlers: { shop: { postMessage: async (text) => hear(text) } } } }),
  'Android': (hear) => {
    const port = { postMessage: (text) => Promise.resolve(hear(text)).then((answer) => answer && port.onmessage({ data: answer })) };
    return { shopBridge: port };
  },
  'React Native': (hear) => ({
    ReactNativeWebView: { postMessage: (text) => { hear(text).then((answer) => answer && __sillageNative.receive(answer), () => {}); } },
  }),
  'Flutter': (hear) => ({ flutter_inappwebview: { callHandler: async (name, text) => (assert.equal(name, 'shop'), hear(text)) } }),
};
const GLOBALS = ['webkit', 'shopBridge', 'ReactNativeWebView', 'flutter_inappwebview', '__sillageNative'];
/** Milliseconds, long after the bridge has gone on, on a busy machine as well. */
const SLOW = 1500;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let called, listeners, measure, heard;
const note = (name) => (data) => { called.push([name, data]); };
const sillage = {
  version: '0.1.0', host: note('host'), offers: note('offers'), page: note('page'), memory: { erase: note('erase') },
  slots: { refresh: note('refresh') },
  on: (type, listener) => { listeners[type] = listener; },
  consent: { get state() { return { measure }; } },
};
beforeEach(() => {
  for (const name of GLOBALS) delete globalThis[name];
  [called, listeners, heard, measure] = [[], {}, [], 'granted'];
  warnings.length = 0;
});

/** Connects to an app that answers as the script says; how long that took. */
async function connect(transport, script) {
  Object.assign(globalThis, TRANSPORTS[transport](async (text) => {
    assert.equal(typeof text, 'string');
    assert.ok(text.length <= 16384);
    const message = JSON.parse(text);
    heard.push(message);
    return script(message);
  }));
  const since = performance.now();
  const app = await install('shop', { sillage, consent: note('consent'), fromBase64, toBase64 });
  return { app, took: performance.now() - since };
}
const KNOWN = { hello: { platform: 'test' }, facts: { loyalty_tier: 'gold' }, consent: { store: 'granted' }, 'store.get': { blob: 'AQI= Aw== ' } };
const answer = ({ id, type }) => JSON.stringify({ sillage: 1, re: id, type, data: KNOWN[type] });
const FIRST = [['host', KNOWN.facts], ['consent', KNOWN.consent]];
const say = (message) => __sillageNative.receive(message);

for (const transport of Object.keys(TRANSPORTS)) {
  test(`${transport}: a fast app`, async () => {
    const { took } = await connect(transport, answer);
    assert.ok(took < 350, took);
    assert.deepEqual(called, FIRST);
    assert.deepEqual(heard.map(({ sillage, type }) => [sillage, type]), [[1, 'hello'], [1, 'facts'], [1, 'consent']]);
    assert.deepEqual(warnings, []);
  });
  test(`${transport}: an app that answers with objects`, async () => {
    await connect(transport, (message) => JSON.parse(answer(message)));
    assert.deepEqual(called, FIRST);
  });
  test(`${transport}: a slow app is not waited for; what it says counts later`, async () => {
    const { took } = await connect(transport, (message) => wait(SLOW).then(() => answer(message)));
    assert.ok(took > 350 && took < SLOW, took);
    assert.deepEqual(called, []);
    await wait(SLOW);
    assert.deepEqual(called, FIRST);
    assert.deepEqual(warnings, []);
  });
  test(`${transport}: a silent app`, async () => {
    const { app, took } = await connect(transport, () => undefined);
    assert.ok(took > 350 && took < SLOW, took);
    assert.deepEqual(await app.recall([]), []);
    assert.deepEqual([called, warnings], [[], []]);
  });
  test(`${transport}: a hostile app`, async () => {
    const { app } = await connect(transport, ({ id, type }) => (type === 'hello' ? '{"sillage":1' : type === 'facts' ? { sillage: 2, re: id, type, data: {} }
      : type === 'consent' ? { sillage: 1, re: id, type, data: 'granted' } : { sillage: 1, re: id, type, data: { blob: '!!' } }));
    assert.deepEqual(await app.recall([]), []);
    assert.deepEqual(called, []);
    assert.equal(warnings.length, 1);
    say({ sillage: 1, type: 'facts', data: { loyalty_tier: 'silver' } });
    assert.deepEqual(called, [['host', { loyalty_tier: 'silver' }]]);
  });
  test(`${transport}: an app that throws or refuses`, async () => {
    await connect(transport, () => { throw new Error('no'); });
    assert.deepEqual([called, warnings], [[], []]);
  });
}

test('no app at all', async () => {
  const since = performance.now();
  const app = await install('shop', { sillage, consent: note('consent'), fromBase64, toBase64 });
  assert.ok(performance.now() - since < 1000);
  app.keep(new Uint8Array([1]));
  assert.deepEqual(await app.recall([]), []);
  app.forget();
  assert.deepEqual([called, warnings], [[], []]);
});

test('Flutter, which comes later', async () => {
  setTimeout(() => {
    Object.assign(globalThis, TRANSPORTS.Flutter(async (text) => answer(JSON.parse(text))));
    events.dispatchEvent(new Event('flutterInAppWebViewPlatformReady'));
  }, 50);
  const since = performance.now();
  await install('shop', { sillage, consent: note('consent'), fromBase64, toBase64 });
  assert.ok(performance.now() - since < 300);
  assert.deepEqual(called, FIRST);
});

const big = 'x'.repeat(16384);
const cyclic = { sillage: 1, type: 'facts', data: {} };
cyclic.data.self = cyclic;
const polluting = JSON.parse('{"sillage":1,"type":"facts","data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}');
for (const [name, message, calls, notes] of [
  ['facts', { sillage: 1, type: 'facts', data: { a: 1 } }, [['host', { a: 1 }]], 0],
  ['facts as text', '{"sillage":1,"type":"facts","data":{"a":1}}', [['host', { a: 1 }]], 0],
  ['context, and everything is decided anew', { sillage: 1, type: 'context', data: { a: 1 } }, [['host', { a: 1 }], ['refresh', undefined]], 0],
  ['offers', { sillage: 1, type: 'offers', data: { p: { price: 1 } } }, [['offers', { p: { price: 1 } }], ['refresh', undefined]], 0],
  ['a page', { sillage: 1, type: 'page', data: { type: 'home' } }, [['page', { type: 'home' }]], 0],
  ['consent', { sillage: 1, type: 'consent', data: { measure: 'denied' } }, [['consent', { measure: 'denied' }]], 0],
  ['erase', { sillage: 1, type: 'erase' }, [['erase', {}]], 0],
  ['nothing', undefined, [], 0],
  ['no version', { type: 'erase' }, [], 1],
  ['another version', { sillage: 2, type: 'erase' }, [], 1],
  ['a version as text', { sillage: '1', type: 'erase' }, [], 1],
  ['no type', { sillage: 1 }, [], 1],
  ['an unknown type', { sillage: 1, type: 'eval', data: {} }, [], 1],
  ['a type of every object', { sillage: 1, type: 'constructor', data: {} }, [], 1],
  ['a type that is no text', { sillage: 1, type: { toString: 1 }, data: {} }, [], 1],
  ['facts that are a list', { sillage: 1, type: 'facts', data: [] }, [], 1],
  ['facts that are a text', { sillage: 1, type: 'facts', data: 'gold' }, [], 1],
  ['facts that are null', { sillage: 1, type: 'facts', data: null }, [], 1],
  ['an answer nobody asked for', { sillage: 1, re: '99', type: 'facts', data: { a: 1 } }, [], 1],
  ['an answer to a prototype', { sillage: 1, re: '__proto__', type: 'facts', data: { a: 1 } }, [], 1],
  ['an answer to an object', { sillage: 1, re: {}, type: 'facts', data: { a: 1 } }, [], 1],
  ['no JSON', 'facts', [], 1],
  ['JSON of something else', '[1]', [], 1],
  ['a number', 7, [], 1],
  ['a function', () => 1, [], 1],
  ['too long a text', `{"sillage":1,"type":"facts","data":{"a":"${big}"}}`, [], 1],
  ['too large an object', { sillage: 1, type: 'facts', data: { a: big } }, [], 1],
  ['a cyclic object', cyclic, [], 1],
  ['an object that throws', { get sillage() { throw new Error('no'); } }, [], 1],
  ['an object that is another as text', { toJSON: () => ({ sillage: 1, type: 'facts', data: { a: 1 } }) }, [['host', { a: 1 }]], 0],
]) {
  test(`a message: ${name}`, async () => {
    await connect('iOS', answer);
    called = [];
    say(message);
    say(message === undefined ? undefined : { sillage: 0 });
    await wait(0);
    assert.deepEqual(called, calls);
    assert.equal(warnings.length, message === undefined ? 0 : 1, 'one note, however many messages');
    if (!notes) assert.equal(say(message), undefined);
  });
}

test('names of prototypes are data like all others', async () => {
  await connect('iOS', answer);
  called = [];
  say(polluting);
  assert.equal({}.polluted, undefined);
  assert.deepEqual(Object.keys(called[0][1]), ['__proto__', 'constructor']);
});

test('what is measured, only while that is granted', async () => {
  await connect('Android', answer);
  const exposure = { slot: 'home.hero', variant: 'v3', campaign: 'gold', reason: 'TARGETING_MATCH', items: [{ item_id: 'a' }] };
  for (const state of ['pending', 'denied', 'granted']) {
    measure = state;
    listeners['sillage:exposure']({ detail: exposure });
  }
  listeners['sillage:conversion']({ detail: { event: 'purchase', slot: 'home.hero', variant: 'v3', value: 12, at: 1 } });
  assert.deepEqual(heard.slice(3).map(({ type, data }) => [type, data]), [
    ['event', { name: 'exposure', params: { slot: 'home.hero', variant: 'v3' } }],
    ['event', { name: 'conversion', params: { slot: 'home.hero', variant: 'v3', event: 'purchase', value: 12 } }],
  ]);
});

const stored = (type) => heard.filter((message) => message.type === type).map(({ data }) => data);
test('records are kept by the app, together', async () => {
  const { app } = await connect('iOS', answer);
  assert.deepEqual(await app.recall([new Uint8Array([1, 2])]), []);
  app.keep(new Uint8Array([3]));
  app.keep(new Uint8Array([4]));
  assert.deepEqual(stored('store.put'), []);
  await wait(350);
  assert.deepEqual(stored('store.put'), [{ key: 'memory', blob: 'AQI= Aw== BA== ' }]);
});

test('of many records the newest are kept', async () => {
  const { app } = await connect('iOS', answer);
  for (let at = 0; at < 40; at++) app.keep(new Uint8Array(at === 30 ? 20000 : 600).fill(at));
  await wait(350);
  const [{ blob }] = stored('store.put');
  assert.ok(blob.length <= 12288);
  const records = blob.trim().split(' ').map((text) => atob(text).charCodeAt(0));
  assert.equal(records.at(-1), 39);
  assert.ok(records.length >= 14 && !records.includes(30), records.join());
});

test('what was kept is asked for where nothing is stored, once', async () => {
  const { app } = await connect('iOS', answer);
  assert.deepEqual(await app.recall([]), [new Uint8Array([1, 2]), new Uint8Array([3])]);
  assert.deepEqual(await app.recall([]), []);
  assert.equal(stored('store.get').length, 1);
});

test('after erasing nothing comes back and nothing is kept', async () => {
  const { app } = await connect('iOS', (message) => (message.type === 'store.get' ? wait(50).then(() => answer(message)) : answer(message)));
  app.keep(new Uint8Array([1]));
  const recalled = app.recall([]);
  app.forget();
  assert.deepEqual(await recalled, []);
  await wait(350);
  assert.deepEqual([stored('store.put'), stored('store.delete')], [[], [{ key: 'memory' }]]);
});
