// Measuring on a page as built: what is seen, followed and bought is told on the page, remembered, and pushed only where that is
// allowed. And whatever consent, host and app say: who clicks alike requests alike, byte for byte.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, settled } from './browser.mjs';
import { HERO, page as html, ROW, script } from './pages.mjs';
import { POLICY, serve } from './server.mjs';

let browser, server;
const pages = { '/next': html({ head: '', body: 'Next' }) };
before(async () => {
  browser = await launch();
  server = await serve({ pages, policy: POLICY });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const LINKED = HERO.replace('href="/default" data-field="action" data-field-href', 'href="/next" data-field="action"');
/** Writes down what is told, and what is pushed beside the page's own. */
const listen = () => {
  window.told = [];
  for (const type of ['exposure', 'select', 'conversion']) document.addEventListener('sillage:' + type, ({ detail }) => window.told.push([type, detail]));
};

async function visit(name, options, attributes, inline = '') {
  pages['/' + name] = html({ head: script(attributes), body: LINKED + '<div class="gap"></div>' + ROW, inline });
  const opened = await openPage(browser, { init: listen, ...options });
  await opened.page.goto(`${server.origin}/${name}?utm_content=iris-night`);
  assert.equal(await settled(opened.page), 'READY');
  return opened;
}
const told = (page) => page.evaluate(() => window.told);
const pushed = (page) => page.evaluate(() => (window.dataLayer ?? []).filter((command) => command.sillage));
const remembered = (page) => page.evaluate(() => window.sillage.memory.list().then((events) => events.filter(({ name }) => name.startsWith('x_')).map(({ name, parameters }) => [name, parameters])));
const exposed = (page) => page.waitForFunction(() => window.told.some(([type]) => type === 'exposure'));
const PROMOTION = { promotion_id: 'home.hero' };

test('seen, followed, bought', async () => {
  const opened = await visit('visit', {}, { measure: 'datalayer' });
  const { page } = opened;
  await exposed(page);
  await page.click('a[slot="sillage"]', { modifiers: ['Control'] });
  await page.evaluate(() => window.dataLayer.push({ event: 'add_to_cart', ecommerce: { value: 12, items: [{ item_id: 'a', price: 12 }] } }));
  await page.waitForFunction(() => window.told.length > 2);
  const [[, exposure], [, select], [, conversion]] = await told(page);
  const { variant } = exposure;
  assert.deepEqual(exposure, { slot: 'home.hero', variant, campaign: 'iris_ad_hero', reason: 'TARGETING_MATCH', items: undefined });
  assert.deepEqual(select, exposure);
  const { at, ...rest } = conversion;
  assert.ok(at > 1.7e12);
  assert.deepEqual(rest, { event: 'add_to_cart', slot: 'home.hero', variant, value: 12 });
  assert.deepEqual(await pushed(page), [
    { event: 'view_promotion', ecommerce: { ...PROMOTION, promotion_name: variant }, sillage: true },
    { event: 'select_promotion', ecommerce: { ...PROMOTION, promotion_name: variant }, sillage: true },
  ]);
  assert.deepEqual(await remembered(page), [['x_select', { slot: 'home.hero', variant }], ['x_exposure', { slot: 'home.hero', variant }]]);
  assert.deepEqual(opened.said, { warnings: [], errors: [], exceptions: [] });
  await opened.close();
});

test('bought on a later page', async () => {
  const opened = await visit('earlier', {});
  const { page, context } = opened;
  await exposed(page);
  await page.waitForTimeout(300);
  const later = await visit('later', { context }, {}, "dataLayer = [{event: 'purchase', ecommerce: {transaction_id: 'T1', value: 30, items: [{item_id: 'a'}]}}];");
  await later.page.waitForFunction(() => window.told.length);
  const [[type, { event, slot, value }]] = await told(later.page);
  assert.deepEqual([type, event, slot, value], ['conversion', 'purchase', 'home.hero', 30]);
  await opened.close();
});

for (const [name, attributes, consent, isTold] of [
  ['by default', {}, '', true],
  ['while measuring is pending', { measure: 'datalayer', consent: 'manual' }, '', true],
  ['while measuring is denied', { measure: 'datalayer' }, "sillage('consent.set', {measure: 'denied'});", true],
  ['when it is off', { measure: 'off' }, '', false],
]) {
  test(`nothing is pushed ${name}`, async () => {
    const opened = await visit('quiet', {}, attributes, consent);
    await opened.page.waitForTimeout(1500);
    assert.equal((await told(opened.page)).length, isTold ? 1 : 0);
    assert.equal((await remembered(opened.page)).length, isTold ? 1 : 0);
    assert.deepEqual(await pushed(opened.page), []);
    await opened.close();
  });
}

test('nothing is pushed with Global Privacy Control', async () => {
  const init = () => {
    window.told = [];
    document.addEventListener('sillage:exposure', () => window.told.push(['exposure']));
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
  };
  const opened = await visit('gpc', { init }, { measure: 'datalayer' });
  await exposed(opened.page);
  assert.deepEqual(await pushed(opened.page), []);
  await opened.close();
});

test('once more after the back/forward cache, where the browser keeps the page', async (context) => {
  const opened = await visit('cached', {});
  const { page } = opened;
  await exposed(page);
  await page.goto(server.origin + '/next');
  await page.goBack();
  await page.waitForTimeout(1600);
  const events = await told(page);
  const isRestored = await page.evaluate(() => performance.getEntriesByType('navigation')[0].type !== 'back_forward');
  context.diagnostic(isRestored ? 'kept' : 'loaded anew');
  assert.equal(events.length, isRestored ? 2 : 1);
  await opened.close();
});

/** What an app answers in the page, for `data-bridge`. */
const app = (facts, consent) => `window.webkit = {messageHandlers: {shop: {postMessage: async (text) => { const {id, type} = JSON.parse(text);
  return {sillage: 1, re: id, type, data: {facts: ${JSON.stringify(facts)}, consent: ${JSON.stringify(consent)}}[type] ?? {}}; }}}};`;
const ALL = { store: 'granted', personalize: 'granted', measure: 'granted', share: 'granted' };
const NONE = { store: 'denied', personalize: 'denied', measure: 'denied', share: 'denied' };

/** Everything that a visitor's clicks request, as sent. */
async function requests(inline) {
  server.requests.length = 0;
  const opened = await visit('alike', {}, { consent: 'manual', measure: 'datalayer', bridge: 'shop' }, inline);
  const { page } = opened;
  await page.waitForTimeout(1500);
  await page.mouse.wheel(0, 4000);
  await page.waitForTimeout(800);
  await page.evaluate(() => window.dataLayer?.push({ event: 'purchase', ecommerce: { transaction_id: 'T', value: 9, items: [{ item_id: 'a' }] } }));
  await page.goto(server.origin + '/next');
  await opened.close();
  return server.requests.toSorted((a, b) => (a.url < b.url ? -1 : 1));
}

test('who clicks alike requests alike, whatever host, app and consent say', async () => {
  const member = await requests("sillage('host', {loyalty_tier: 'gold', first_name: 'Ada'});" + app({ loyalty_points: 9 }, ALL));
  const guest = await requests(app({}, NONE));
  const nobody = await requests("sillage('consent.set', {store: 'denied'});" + app({ first_name: 'Bea' }, {}));
  assert.ok(member.some(({ url }) => url.includes('sillage-bridge.mjs')));
  assert.deepEqual(guest, member);
  assert.deepEqual(nobody, member);
  for (const { body } of member) assert.equal(body, '');
});
