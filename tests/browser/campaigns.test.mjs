// Campaigns on a page as built: what they wait for, how often they are shown, and which arm of an experiment a device sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, settled } from './browser.mjs';
import { HERO, page as html, script } from './pages.mjs';
import { POLICY, serve } from './server.mjs';

let browser, server;
const pages = {};
before(async () => {
  browser = await launch();
  server = await serve({ pages, policy: POLICY });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const NOTE = (name) => `<sillage-slot class="note" name="${name}"><p data-field="body">Default</p><button data-dismiss>No</button></sillage-slot>`;
const BAG = "dataLayer = [{event: 'add_to_cart', ecommerce: {value: 12, items: [{item_id: 'a', price: 12}]}}];";
const LEAVING = 'Your bag stays as it is, on this device alone.';

async function visit(name, body, { attributes, inline = '', ...options } = {}) {
  pages['/' + name] = html({ head: script(attributes), body, inline });
  const opened = await openPage(browser, options);
  await opened.page.goto(`${server.origin}/${name}`);
  assert.equal(await settled(opened.page), 'READY');
  return opened;
}
const decision = (page, slot) => page.evaluate((name) => document.querySelector(`[name="${name}"]`).decision, slot);
const campaign = async (page, slot) => (await decision(page, slot)).campaign;
const leave = (page, pointerType, clientY) => page.evaluate(([type, y]) => document.body.dispatchEvent(
  new PointerEvent('pointerout', { bubbles: true, pointerType: type, clientY: y, relatedTarget: null })), [pointerType, clientY]);
const remembered = (page, name) => page.evaluate((wanted) => window.sillage.memory.list().then((events) => events.filter((event) => event.name === wanted).length), name);
const seedOf = (page) => page.evaluate(() => localStorage.getItem('sillage.seed'));

test('a campaign waits for the pointer to leave, takes the place of what was read where that is allowed, and is dismissed', async () => {
  const { page, said, close } = await visit('cart', NOTE('cart.note'), { inline: BAG });
  assert.notEqual(await campaign(page, 'cart.note'), 'leaving_cart_note');
  for (const [pointerType, clientY] of [['touch', 0], ['mouse', 300]]) await leave(page, pointerType, clientY);
  assert.notEqual(await campaign(page, 'cart.note'), 'leaving_cart_note');
  await leave(page, 'mouse', 0);
  await page.waitForFunction((text) => [...document.querySelectorAll('[data-field=body]')].some((element) => element.textContent === text && element.checkVisibility()), LEAVING);
  await page.click('[slot=sillage] ~ [data-dismiss], [slot=sillage] [data-dismiss], [data-dismiss][slot=sillage]');
  await page.waitForFunction(() => document.querySelector('[name="cart.note"]').decision.campaign !== 'leaving_cart_note');
  assert.equal(await remembered(page, 'x_dismiss'), 1);
  await leave(page, 'mouse', 0);
  assert.notEqual(await campaign(page, 'cart.note'), 'leaving_cart_note');
  assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
  await close();
});

test('without its audience nothing is waited for', async () => {
  const { page, close } = await visit('empty', NOTE('cart.note'));
  await leave(page, 'mouse', 0);
  assert.notEqual(await campaign(page, 'cart.note'), 'leaving_cart_note');
  await close();
});

test('a device keeps its arm from page to page, and another page draws another seed once its memory is erased', async () => {
  const { page, context, close } = await visit('first', HERO);
  const { variant, reason, campaign: name } = await decision(page, 'home.hero');
  assert.equal(name, 'welcome_hero');
  assert.match(variant, /^[a-z2-7]{6}-(a[a-z2-7]{2}|0)$/);
  if (!variant.endsWith('-0')) assert.equal(reason, 'SPLIT');
  const seed = await seedOf(page);
  assert.match(seed, /^[A-Za-z0-9+/]{11}=$/);
  const next = await visit('second', HERO, { context });
  assert.equal((await decision(next.page, 'home.hero')).variant, variant);
  assert.equal(await seedOf(next.page), seed);
  await next.page.evaluate(() => window.sillage.memory.erase());
  assert.equal(await seedOf(next.page), null);
  const third = await visit('third', HERO, { context });
  const another = await seedOf(third.page);
  assert.match(another, /^[A-Za-z0-9+/]{11}=$/);
  assert.notEqual(another, seed);
  const told = await third.page.evaluate(async () => JSON.stringify([await window.sillage.memory.list(), await window.sillage.explain('home.hero'), document.documentElement.outerHTML]));
  assert.ok(!told.includes(another), 'the seed is told nowhere');
  await close();
});

test('without consent to store there is no seed, and the control is shown and not counted', async () => {
  const { page, close } = await visit('pending', HERO, { attributes: { consent: 'manual' } });
  const { variant, notes } = await decision(page, 'home.hero');
  assert.match(variant, /^[a-z2-7]{6}$/);
  assert.deepEqual(notes, [{ note: 'no-seed', of: 'welcome_hero' }]);
  assert.equal(await seedOf(page), null);
  await page.evaluate(() => window.sillage.consent.set({ store: 'granted', personalize: 'granted' }));
  await page.waitForFunction(() => localStorage.getItem('sillage.seed'));
  await page.evaluate(() => window.sillage.consent.set({ store: 'denied' }));
  await page.waitForFunction(() => localStorage.getItem('sillage.seed') === null);
  await close();
});
