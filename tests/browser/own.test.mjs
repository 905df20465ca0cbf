// What a shopper may know: why a slot shows what it shows, what is remembered, and that erasing erases.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, openPage, settled } from './browser.mjs';
import { HERO, page as html, script } from './pages.mjs';
import { serve } from './server.mjs';

const AXE = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

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

async function visit(name, body, { query = '', head, inline, lang, ...media } = {}) {
  pages['/' + name] = html({ body: `<main><h1>Shop</h1>${body}</main>`, head, inline, lang });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true, ...media });
  const opened = await openPage(browser, { context });
  await opened.page.goto(`${server.origin}/${name}${query}`);
  await settled(opened.page);
  return opened;
}
const violations = (page) => page.evaluate(async (axe) => {
  if (!window.axe) (0, eval)(axe);
  const { violations } = await window.axe.run(document, { rules: { 'target-size': { enabled: true } } });
  return violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' '));
}, AXE);
const silent = async ({ page, said }) => {
  assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
  assert.deepEqual(await page.evaluate(() => window.rejections), []);
};

const GOLD = "sillage('host', { loyalty_tier: 'gold' });";
// name, how she came, slot, the reason, the first fact it rests on
const REASONS = [
  ['an ad', { query: '?utm_content=iris-night' }, 'home.hero', /./, 'iris-night'],
  ['everybody', {}, 'no.such', /^Everybody sees this$/, undefined],
  ['a tier in French', { lang: 'fr', inline: GOLD }, 'home.hero', /^Vous êtes membre du Cercle Or/, 'Or'],
];
for (const [name, how, slot, reads, fact] of REASONS) {
  test('why: ' + name, async () => {
    const opened = await visit('why', `${HERO}<sillage-slot name="no.such"></sillage-slot><sillage-why for="${slot}"><a href="/privacy">How we choose</a></sillage-why>`, how);
    const { page } = opened;
    const summary = page.locator('sillage-why summary');
    await summary.waitFor();
    assert.deepEqual(await violations(page), []);
    await summary.focus();
    await page.keyboard.press('Enter');
    const reason = page.locator('sillage-why [part=reason]');
    await reason.waitFor();
    assert.match(await reason.textContent(), reads);
    if (fact) assert.equal(await page.locator('sillage-why dd').first().textContent(), fact);
    else assert.equal(await page.locator('sillage-why dd').count(), 0);
    assert.deepEqual(await violations(page), []);
    if (process.env.SILLAGE_SCREENS) await page.screenshot({ path: `${process.env.SILLAGE_SCREENS}/why-${name.replace(' ', '-')}.png` });
    await silent(opened);
    await opened.close();
  });
}

const PRODUCTS = `dataLayer = [1, 2].map(function (n) { return {event: 'view_item', ecommerce: {items: [{item_id: 'p' + n, item_category: 'serum'}]}} });`;

test('privacy: what is remembered, where, what was fetched, and erased', async () => {
  const opened = await visit('privacy', '<sillage-privacy><p>We remember nothing of you elsewhere.</p></sillage-privacy>', { inline: PRODUCTS });
  const { page } = opened;
  const facts = () => page.locator('sillage-privacy dl').first().evaluate((list) => Object.fromEntries(Array.from(list.querySelectorAll('dt'), (label) => [label.textContent, label.nextElementSibling.textContent])));
  await page.locator('sillage-privacy dl').waitFor();
  assert.equal((await facts())['Looked at a product'], '2');
  assert.deepEqual(await violations(page), []);
  const where = await page.locator('sillage-privacy [part=where]').textContent();
  assert.equal(where, 'Kept in this browser, with a copy for a faster start, not encrypted on this device');
  const files = await page.locator('sillage-privacy li').allTextContents();
  for (const name of ['/p/sillage.js', '/p/sillage.wasm', '/p/bundle/bundle.json', '/p/sillage-more.mjs']) assert.ok(files.includes(server.origin + name), files.join(' '));
  if (process.env.SILLAGE_SCREENS) await page.screenshot({ path: `${process.env.SILLAGE_SCREENS}/privacy.png`, fullPage: true });
  await page.locator('sillage-privacy summary').click();
  assert.equal((await page.evaluate(() => window.sillage.memory.list())).length > 0, true);
  assert.deepEqual(await violations(page), []);
  await page.locator('sillage-privacy [part=confirm]').click();
  await page.locator('sillage-privacy [part=status]:not(:empty)').waitFor();
  assert.equal(await page.locator('sillage-privacy [part=status]').textContent(), 'Everything has been erased.');
  assert.equal(await page.locator('sillage-privacy dl').count(), 0);
  assert.equal(await page.locator('sillage-privacy [part=where]').textContent(), 'Nothing is kept');
  assert.equal(await page.evaluate(() => document.querySelector('sillage-privacy').shadowRoot.activeElement.getAttribute('part')), 'confirm');
  assert.deepEqual(await page.evaluate(() => window.sillage.memory.list()), []);
  assert.deepEqual(await page.evaluate(async () => [localStorage.getItem('sillage.mirror'), (await indexedDB.databases()).length]), [null, 0]);
  if (process.env.SILLAGE_SCREENS) await page.screenshot({ path: `${process.env.SILLAGE_SCREENS}/erased.png`, fullPage: true });
  await silent(opened);
  await opened.close();
});

test('privacy: while nobody has answered, it is kept in this page alone', async () => {
  const opened = await visit('pending', '<sillage-privacy></sillage-privacy>', { inline: PRODUCTS, head: script({ consent: 'manual' }) });
  const where = opened.page.locator('sillage-privacy [part=where]');
  await where.waitFor();
  assert.equal(await where.textContent(), 'Kept only until you leave this page');
  await opened.page.evaluate(() => window.sillage.consent.set({ store: 'granted' }));
  await where.filter({ hasText: 'Kept in this browser' }).waitFor();
  await opened.page.evaluate(() => window.sillage.consent.set({ store: 'denied' }));
  await where.filter({ hasText: 'Kept only until you leave this page' }).waitFor();
  await opened.close();
});
