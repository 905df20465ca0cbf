// A page personalized end to end: what is shown, remembered, said aloud and requested.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, settled, shown } from './browser.mjs';
import { HERO, jsonLd, page as html, ROW, script } from './pages.mjs';
import { POLICY, serve } from './server.mjs';

let browser, server;
const pages = {};
before(async () => {
  browser = await launch();
  server = await serve({ pages });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens a page and waits for its decision. */
async function visit(name, markup, { query = '', ...options } = {}) {
  pages['/' + name] = markup;
  const opened = await openPage(browser, options);
  await opened.page.goto(`${server.origin}/${name}${query}`);
  const status = await settled(opened.page);
  return { ...opened, status };
}
const silent = async ({ page, said }) => {
  assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
  assert.deepEqual(await page.evaluate(() => window.rejections), []);
};

test('the landing page echoes the ad that was clicked', async () => {
  const opened = await visit('ad', html(), { query: '?utm_content=iris-night' });
  assert.equal(opened.status, 'READY');
  const decision = await opened.page.evaluate(() => window.sillage.decide('home.hero'));
  assert.equal(decision.campaign, 'iris_ad_hero');
  assert.equal(decision.reason, 'TARGETING_MATCH');
  assert.deepEqual(await shown(opened.page, 'home.hero', 'title'), [decision.value.fields.title]);
  assert.equal(await opened.page.getAttribute('sillage-slot', 'data-state'), 'ready');
  await silent(opened);
  await opened.close();
});

test('facts of the host, queued before the script', async () => {
  const opened = await visit('host', html({ inline: 'sillage("host", {loyalty_tier: "gold", first_name: "Ada"});' }));
  assert.equal((await opened.page.evaluate(() => window.sillage('decide', 'home.hero'))).campaign, 'gold_hero');
  await silent(opened);
  await opened.close();
});

test('an unknown slot keeps its default, with the reason', async () => {
  const opened = await visit('unknown', html({ body: '<sillage-slot name="no.such" priority><p data-field="title">Default</p></sillage-slot>' }));
  const heard = await opened.page.evaluate(() => document.querySelector('sillage-slot').decision);
  assert.equal(heard.reason, 'ERROR');
  assert.equal(heard.errorCode, 'FLAG_NOT_FOUND');
  assert.deepEqual(await shown(opened.page, 'no.such', 'title'), ['Default']);
  assert.equal(await opened.page.getAttribute('sillage-slot', 'data-state'), 'fallback');
  await opened.close();
});

test('events on the document', async () => {
  const init = () => {
    window.heard = [];
    for (const type of ['ready', 'decision', 'render', 'fallback', 'error']) document.addEventListener('sillage:' + type, () => window.heard.push(type));
  };
  const opened = await visit('events', html({ body: HERO + '<sillage-slot name="no.such" priority></sillage-slot>' }), { query: '?utm_content=iris-night', init });
  assert.deepEqual((await opened.page.evaluate(() => window.heard)).sort(), ['decision', 'decision', 'fallback', 'ready', 'render']);
  await opened.close();
});

const PRODUCTS = `dataLayer = [1, 2].map(function (n) { return {event: 'view_item', ecommerce: {items: [{item_id: 'p' + n, item_category: 'fragrance', item_brand: 'x', price: 10}]}} });`;

test('memory survives a reload', async () => {
  const first = await visit('memory', html({ inline: PRODUCTS }));
  assert.equal(await first.page.evaluate(() => window.sillage.memory.state.backend), 'idb+mirror');
  const counted = (page) => page.evaluate(() => window.sillage.explain('home.hero').then(JSON.stringify));
  await first.page.waitForTimeout(200);
  pages['/memory'] = html();
  await first.page.reload();
  await settled(first.page);
  assert.ok(await counted(first.page));
  const stored = await first.page.evaluate(async () => {
    const database = await new Promise((resolve) => { const request = indexedDB.open('sillage'); request.onsuccess = () => resolve(request.result); });
    return new Promise((resolve) => { database.transaction('log').objectStore('log').count().onsuccess = ({ target }) => { database.close(); resolve(target.result); }; });
  });
  assert.equal(stored, 5, 'session_start, page_view, two view_item, page_view');
  await silent(first);
  await first.close();
});

/** Every database opens half a second late, as on a busy phone. */
function slowDatabase() {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    Object.defineProperty(request, 'onsuccess', { set(heard) { request.addEventListener('success', (event) => setTimeout(() => heard(event), 500)); } });
    return request;
  };
}

test('a session that goes on is not counted again where the memory is read late', async () => {
  const opened = await visit('late', html(), { init: slowDatabase });
  const sessions = () => opened.page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    return (await window.sillage.memory.list()).filter(({ name }) => name === 'session_start').length;
  });
  assert.equal(await sessions(), 1);
  for (const visitNumber of [2, 3]) {
    await opened.page.reload();
    await settled(opened.page);
    assert.equal(await sessions(), 1, `on page ${visitNumber}`);
  }
  await silent(opened);
  await opened.close();
});

test('a returning visitor is decided by what she did before', async () => {
  const first = await visit('return', html({ inline: PRODUCTS }));
  const before = await first.page.evaluate(() => window.sillage.decide('home.hero'));
  pages['/return'] = html();
  await first.page.waitForTimeout(200);
  await first.page.reload();
  await settled(first.page);
  const after = await first.page.evaluate(() => window.sillage.decide('home.hero'));
  const stranger = await visit('return', html());
  const hers = await stranger.page.evaluate(() => window.sillage.decide('home.hero'));
  assert.equal(after.campaign, before.campaign);
  assert.notEqual(after.campaign, hers.campaign);
  await silent(first);
  await first.close();
  await stranger.close();
});

test('erased: nothing is left', async () => {
  const opened = await visit('erase', html());
  await opened.page.waitForTimeout(150);
  const left = await opened.page.evaluate(async () => {
    await window.sillage.memory.erase();
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return { files, local: Object.keys(localStorage).filter((key) => key !== 'sillage.consent'), databases: await indexedDB.databases() };
  });
  assert.deepEqual(left, { files: [], local: [], databases: [] });
  await silent(opened);
  await opened.close();
});

const STORES = async () => {
  const files = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(({ name }) => name), ...files, ...(await caches.keys()), document.cookie].filter(Boolean);
};
for (const consent of ['auto', 'manual']) {
  test(`pending by ${consent}: decided in memory, nothing written`, async () => {
    const opened = await visit('pending', html({ head: script({ consent }), inline: PRODUCTS }), { query: '?utm_content=iris-night' });
    assert.equal((await opened.page.evaluate(() => window.sillage.decide('home.hero'))).campaign, 'iris_ad_hero');
    await opened.page.waitForTimeout(200);
    assert.deepEqual(await opened.page.evaluate(STORES), []);
    await silent(opened);
    await opened.close();
  });
}
test('granted, then denied by Consent Mode: stored, then gone', async () => {
  const gtag = 'dataLayer = []; function gtag() { dataLayer.push(arguments) } gtag("consent", "default", {personalization_storage: "denied"});';
  const opened = await visit('gcm', html({ head: script({ consent: 'auto' }), inline: gtag }));
  assert.deepEqual(await opened.page.evaluate(STORES), []);
  await opened.page.evaluate(() => { window.gtag('consent', 'update', { personalization_storage: 'granted' }); window.sillage.track('x_test'); });
  await opened.page.waitForTimeout(300);
  assert.deepEqual((await opened.page.evaluate(STORES)).sort(), ['sillage', 'sillage.consent', 'sillage.mirror', 'sillage.seed']);
  await opened.page.evaluate(() => window.gtag('consent', 'update', { personalization_storage: 'denied' }));
  await opened.page.waitForTimeout(300);
  assert.deepEqual(await opened.page.evaluate(STORES), []);
  await silent(opened);
  await opened.close();
});

test('refused before anything is there: nothing is decided too early, and what she did does not count', async () => {
  const gtag = 'dataLayer = []; function gtag() { dataLayer.push(arguments) } gtag("consent", "update", {personalization_storage: "denied"});';
  const init = () => {
    window.heard = [];
    document.addEventListener('sillage:decision', ({ detail }) => window.heard.push(detail.reason));
  };
  const opened = await visit('refused', html({ head: script({ consent: 'auto' }), inline: gtag + 'sillage("host", {loyalty_tier: "gold"});' }), { init });
  assert.equal((await opened.page.evaluate(() => window.heard)).length, 1);
  assert.notEqual((await opened.page.evaluate(() => window.sillage.decide('home.hero'))).campaign, 'gold_hero');
  assert.deepEqual(await opened.page.evaluate(STORES), []);
  await silent(opened);
  await opened.close();
});

test('requests are the same for two visitors, and carry nothing', async () => {
  const ours = () => server.requests.filter(({ url }) => url.startsWith('/p/')).map(({ method, url, headers }) => {
    assert.equal(method, 'GET');
    if (!url.endsWith('.js')) assert.ok(!headers.cookie && !headers.referer, url);
    // The script tag is the page's own request, and may go out before or after the page's own script has set its cookie.
    const { host, connection, cookie, ...rest } = headers;
    return JSON.stringify([url, rest]);
  }).sort();
  const seen = [];
  for (const inline of [PRODUCTS + 'document.cookie="session=secret";sillage("host", {loyalty_tier: "gold"});', 'document.cookie="session=other";']) {
    server.requests.length = 0;
    const opened = await visit('requests', html({ inline, body: HERO + '<div class="gap"></div>' + ROW }));
    await opened.page.evaluate(() => window.sillage.decide('home.recommended'));
    await opened.page.waitForTimeout(500);
    seen.push(ours());
    await silent(opened);
    await opened.close();
  }
  assert.deepEqual(seen[0], seen[1]);
  assert.ok(seen[0].every((request) => !JSON.parse(request)[0].includes('?')));
});

test('live offers of a product page', async () => {
  const opened = await visit('product', html({ head: jsonLd({ sku: 'p1', name: 'x', category: 'fragrance', offers: { price: '12.50', priceCurrency: 'EUR', availability: 'InStock' } }) + script() }));
  assert.equal(opened.status, 'READY');
  await silent(opened);
  await opened.close();
});

test('two tabs lose nothing', async () => {
  // Seen slots are events too.
  const counted = html({ head: script({ measure: 'off' }) });
  const one = await visit('tab', counted);
  const two = await visit('tab', counted, { context: one.context });
  await Promise.all([one, two].map(({ page }) => page.evaluate(async () => {
    for (let at = 0; at < 50; at++) window.sillage.track('x_test', { at });
  })));
  await one.page.waitForTimeout(600);
  const third = await visit('tab', counted, { context: one.context });
  const count = await third.page.evaluate(async () => {
    const database = await new Promise((resolve) => { const request = indexedDB.open('sillage'); request.onsuccess = () => resolve(request.result); });
    return new Promise((resolve) => { database.transaction('log').objectStore('log').count().onsuccess = ({ target }) => { database.close(); resolve(target.result); }; });
  });
  assert.equal(count, 1 + 3 + 100);
  for (const opened of [one, two, third]) await silent(opened);
  await one.close();
});

test('storage denied: a sandboxed frame', async () => {
  pages['/frame'] = html();
  pages['/sandbox'] = '<!doctype html><title>x</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/frame?utm_content=iris-night"></iframe>';
  const opened = await openPage(browser);
  await opened.page.goto(server.origin + '/sandbox');
  const [, frame] = opened.page.frames();
  await frame.waitForFunction(() => window.sillage?.version);
  assert.equal(await frame.evaluate(() => window.sillage.ready.then(({ status }) => status)), 'READY');
  assert.deepEqual(opened.said.exceptions, []);
  await opened.page.waitForTimeout(300);
  assert.equal(await frame.evaluate(() => window.sillage.memory.state.backend), 'memory');
  await opened.close();
});

test('a second copy yields', async () => {
  const opened = await visit('twice', html({ head: script() + script().replace('sillage.js', 'sillage.js#2') }), { query: '?utm_content=iris-night' });
  assert.equal(opened.status, 'READY');
  assert.deepEqual(opened.said.warnings, ['sillage: a second copy on this page was ignored']);
  assert.deepEqual(opened.said.exceptions, []);
  await opened.close();
});

test('nothing throws into the page, whatever it calls', async () => {
  const opened = await visit('hostile', html());
  const thrown = await opened.page.evaluate(async () => {
    const circle = {}; circle.self = circle;
    const values = [undefined, null, 0, 'x', [], {}, circle, Symbol('x'), () => { throw 1; }, new Proxy({}, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('keys'); } })];
    const thrown = [];
    for (const name of ['init', 'page', 'track', 'host', 'offers', 'decide', 'explain', 'consent.set', 'memory.erase', 'slots.scan', 'slots.refresh', 'slots.list', 'no.such', '__proto__.x']) {
      for (const value of values) {
        try { await Promise.race([window.sillage(name, value, value), new Promise((resolve) => setTimeout(resolve, 500))]); } catch (error) { thrown.push(name + String(error)); }
        try { const found = name.split('.').reduce((object, key) => object?.[key], window.sillage); if (typeof found === 'function') found(value, value); } catch (error) { thrown.push('direct ' + name + String(error)); }
      }
    }
    await window.sillage.destroy();
    window.sillage.track('login');
    return thrown;
  });
  assert.deepEqual(thrown, []);
  assert.deepEqual(opened.said.exceptions, []);
  assert.deepEqual(await opened.page.evaluate(() => window.rejections), []);
  await opened.close();
});

for (const [name, replaced] of [['throws', '() => { throw new Error("keys"); }'], ['is none', 'undefined'], ['finds nothing', '() => []']]) {
  test(`the page decides although its Object.keys ${name}`, async () => {
    const opened = await visit('keys', html({ inline: `Object.keys = ${replaced};`, body: HERO + ROW }), { query: '?utm_content=iris-night' });
    assert.equal(opened.status, 'READY');
    assert.equal(await opened.page.evaluate(() => document.querySelector('sillage-slot').decision.campaign), 'iris_ad_hero');
    await silent(opened);
    await opened.close();
  });
}

test('strictest policy: Trusted Types', async () => {
  const strict = await serve({ pages: { '/': html() }, policy: POLICY + "; require-trusted-types-for 'script'; trusted-types 'none'" });
  const opened = await openPage(browser);
  await opened.page.goto(strict.origin + '/?utm_content=iris-night');
  assert.equal(await settled(opened.page), 'READY');
  await silent(opened);
  await opened.close();
  await strict.stop();
});

test('a slot that is moved in view keeps what it shows, and its decision', async () => {
  const opened = await visit('moved', html(), { query: '?utm_content=iris-night' });
  const after = await opened.page.evaluate(() => {
    const slot = document.querySelector('sillage-slot');
    const before = slot.decision;
    document.body.append(slot);
    return [slot.state, slot.decision.reason, slot.decision === before];
  });
  assert.deepEqual(after, ['ready', 'TARGETING_MATCH', true]);
  await opened.close();
});

test('a slot that a script puts into view later is filled at once', async () => {
  const opened = await visit('later', html({}));
  const shown = await opened.page.evaluate(() => new Promise((resolve) => {
    const slot = document.createElement('sillage-slot');
    slot.innerHTML = '<h2 data-field="title">Default</h2>';
    slot.setAttribute('name', 'home.hero');
    document.body.prepend(slot);
    const title = slot.querySelector('[slot=sillage][data-field=title]')?.textContent;
    requestAnimationFrame(() => resolve([slot.state, slot.decision.reason === 'TIMEOUT', title]));
  }));
  assert.equal(shown[0], 'ready');
  assert.equal(shown[1], false);
  assert.ok(shown[2] && shown[2] !== 'Default');
  await opened.close();
});

test('a slot within a slot is a place of its own', async () => {
  const inner = '<div><sillage-slot name="no.such.slot"><h2 data-field="title">Inner</h2></sillage-slot></div>';
  const opened = await visit('nested', html({ body: HERO.replace('</sillage-slot>', inner + '</sillage-slot>') }));
  const titles = await opened.page.evaluate(() => Array.from(document.querySelectorAll('[data-field=title]'), (title) => title.textContent));
  assert.equal(titles.filter((title) => title === 'Inner').length, 2);
  await opened.close();
});

test('ids of the copy and what refers to them are renamed; references to the outside stay', async () => {
  const body = `<h1 id="outside">Shop</h1><sillage-slot name="home.hero" priority><section aria-labelledby="outside inner"><form id="form"></form>
    <label for="field">L</label><input id="field" form="form"><h2 id="inner" data-field="title">Default</h2></section></sillage-slot>`;
  const opened = await visit('ids', html({ body }), { query: '?utm_content=iris-night' });
  const [labelled, form, label, ids] = await opened.page.evaluate(() => {
    const part = document.querySelector('[slot=sillage]');
    return [part.getAttribute('aria-labelledby'), part.querySelector('input').form?.id, part.querySelector('label').control?.id,
      Array.from(document.querySelectorAll('[id]'), ({ id }) => id)];
  });
  assert.deepEqual([labelled, form, label], ['outside inner-sillage', 'form-sillage', 'field-sillage']);
  assert.equal(new Set(ids).size, ids.length);
  await opened.close();
});

test('an event that cannot be read, and a listener that is none, cost themselves alone', async () => {
  const inline = `dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: 'a' }], deep: { get value() { throw new Error('of the page'); } } } }];
    sillage('host', { deep: { get value() { throw new Error('of the page'); } } }); sillage('host', { loyalty_tier: 'gold', first_name: 'Ada' });`;
  const opened = await visit('unreadable', html({ inline }));
  assert.equal(opened.status, 'READY');
  assert.equal(await opened.page.evaluate(async () => (await window.sillage.decide('home.hero')).campaign), 'gold_hero');
  assert.equal(await opened.page.evaluate(() => window.sillage.on('sillage:ready', 5)), undefined);
  assert.deepEqual(opened.said.exceptions, []);
  await opened.close();
});

test('after destroy a slot decides nothing, whatever is done to it', async () => {
  const opened = await visit('destroyed', html(), { query: '?utm_content=iris-night' });
  const after = await opened.page.evaluate(async () => {
    const slot = document.querySelector('sillage-slot');
    await window.sillage.destroy();
    let decisions = 0;
    document.addEventListener('sillage:decision', () => decisions++);
    slot.name = 'home.story';
    document.body.append(slot);
    const { errorCode } = await slot.refresh();
    return [errorCode, decisions];
  });
  assert.deepEqual(after, ['PROVIDER_NOT_READY', 0]);
  await opened.close();
});

test('the declaration file names what is there', async () => {
  const { readFile } = await import('node:fs/promises');
  const types = await readFile(new URL('../../pkg/sillage.d.ts', import.meta.url), 'utf8');
  const body = types.match(/export interface Sillage \{\n([\s\S]*?)\n\}/)[1];
  const declared = [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(:<]/gm)].map(([, name]) => name);
  const opened = await visit('types', html());
  const real = await opened.page.evaluate(() => Object.keys(window.sillage));
  assert.deepEqual(real.sort(), declared.sort());
  for (const part of ['consent', 'memory', 'slots']) {
    const inner = body.match(new RegExp(`readonly ${part}: \\{([\\s\\S]*?)\\n? ?\\};`))[1].replace(/\/\*\*[\s\S]*?\*\//g, '');
    const names = [...inner.matchAll(/(?:^|[;{\n]) *(?:readonly )?(\w+)[(:]/g)].map(([, name]) => name);
    assert.deepEqual((await opened.page.evaluate((key) => Object.keys(window.sillage[key]), part)).sort(), names.sort(), part);
  }
  await opened.close();
});
