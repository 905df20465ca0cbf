// The studio as `atelier serve` serves it beside the demo shop: personas, time travel, edits, mistakes, and that the engine of the panel
// decides what the engines of the frames decide. `SILLAGE_ATELIER` names the command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ATELIER = process.env.SILLAGE_ATELIER ?? 'target/debug/atelier';
const PERSONAS = JSON.parse(await readFile(new URL('../../examples/maison/personas.json', import.meta.url), 'utf8'));
const PATIENCE = 30_000;
/** Pages on which personas are looked at: each on one of the first two, and in the long run each on all. */
const PAGES = ['/', '/products/lys-cloud-mousse-150.html', '/cart.html', '/account.html', '/shop/cleanser.html', '/fr/'];
const VISITS = PERSONAS.flatMap(({ id }, index) => (process.env.SILLAGE_LONG ? PAGES : [PAGES[index % 2]]).map((path) => ({ id, path })));

let browser, server, origin;
before(async () => {
  const beside = ['--also', 'www/frame', '--also', 'www/studio'];
  const words = ['serve', 'examples/maison', '--www', 'www/store', '--pkg', 'pkg', ...beside, '--port', '0'];
  server = spawn(ATELIER, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  while (!/http:\S+/.test(said)) said += String((await once(server.stdout, 'data'))[0]);
  origin = new URL(/http:\S+/.exec(said)[0]).origin;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

/** Opens the studio at a place: `{ persona, at, path, locale }`. */
async function open(place = {}, options = {}) {
  const context = options.context ?? await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const opened = await openPage(browser, { context });
  opened.page.setDefaultTimeout(PATIENCE);
  await opened.page.goto(`${origin}/studio/#${new URLSearchParams(place)}`);
  await settled(opened.page);
  return opened;
}

/** Waits until both looks show the page that was asked for. */
const settled = async (page) => {
  await page.waitForSelector('#stage[aria-busy="false"]');
  await page.waitForSelector('.slot');
};

const frameOf = async (page, device) => (await page.waitForSelector(`#${device} iframe[data-shown]`)).contentFrame();

/** What both looks say of a slot's field, visibly. */
const words = async (page, slot, field) => Promise.all(['phone', 'desktop'].map(async (device) => (await frameOf(page, device)).evaluate(
  ([name, key]) => [...document.querySelectorAll(`[name="${name}"] [data-field="${key}"]`)].filter((element) => element.checkVisibility()).map((element) => element.textContent).join(),
  [slot, field])));

/** Waits for both looks to say something of a field. */
async function says(page, slot, field, expected) {
  for (let wait = 0; wait < 100; wait++) {
    const found = await words(page, slot, field).catch(() => []);
    if (found.length && found.every((text) => text === expected)) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await words(page, slot, field), [expected, expected], `${slot} ${field}`);
}

const choose = async (page, id) => {
  await page.check(`#persona-${id}`);
  await settled(page);
};
const campaigns = (page) => page.$$eval('.slot', (slots) => Object.fromEntries(slots.map((slot) => [slot.dataset.slot, slot.querySelector('.campaign.shown .source')?.textContent ?? null])));
const openFile = (page, path) => page.click(`.file[data-of="${path}"]`);
const replaceText = (page, from, to) => page.$eval('#text', (field, [before, after]) => {
  if (!field.value.includes(before)) throw new Error(`no ${before}`);
  field.value = field.value.replace(before, after);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, [from, to]);
const status = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.getElementById('status').textContent), pattern);

test('panel and frames decide the same for every persona, at both widths', async () => {
  const { page, said, close } = await open();
  for (const { id, path } of VISITS) {
    await choose(page, id);
    await page.fill('#path', path);
    await page.press('#path', 'Enter');
    await settled(page);
    for (const device of ['phone', 'desktop']) {
      await page.check(`#explain-${device}`);
      const frame = await frameOf(page, device);
      const place = `${id} ${path} ${device}`;
      const inFrame = await frame.evaluate(() => [...document.querySelectorAll('sillage-slot, sillage-recs')].map((slot) => slot.decision ?? slot.getAttribute('name')));
      assert.ok(inFrame.length > 0, place);
      assert.deepEqual(inFrame.filter((decision) => typeof decision === 'string'), [], `undecided: ${place}`);
      await page.waitForFunction((count) => document.querySelectorAll('.slot').length >= count, new Set(inFrame.map(({ slot }) => slot)).size);
      const inPanel = await page.$$eval('.slot', (slots) => slots.map((slot) => ({ slot: slot.dataset.slot, agrees: slot.dataset.agrees, campaign: slot.querySelector('.campaign.shown .source')?.textContent })));
      for (const decision of inFrame) {
        const own = inPanel.find(({ slot }) => slot === decision.slot);
        assert.deepEqual(own, { slot: decision.slot, agrees: 'true', campaign: decision.campaign }, place);
        assert.notEqual(decision.reason, 'TIMEOUT', place);
      }
    }
  }
  assert.deepEqual([said.warnings, said.exceptions], [[], []]);
  await close();
});

test('another persona and another time show another shop, with what was expected and what is', async () => {
  const { page, close } = await open({ persona: 'newcomer', path: '/' });
  const newcomer = await words(page, 'home.hero', 'title');
  await choose(page, 'gold');
  await page.waitForFunction(() => document.querySelector('[data-slot="home.hero"] .campaign.shown .source')?.textContent.includes('gold'));
  assert.notDeepEqual(await words(page, 'home.hero', 'title'), newcomer);
  await page.click('[data-slot="home.hero"] summary');
  const clauses = await page.textContent('[data-slot="home.hero"] .campaign.shown .clauses');
  assert.match(clauses, /holds: segment gold/);
  assert.match(clauses, /host\.loyalty_tier = “gold” it is “gold”/);

  await choose(page, 'full-bag');
  const before = await page.inputValue('#moment');
  await page.fill('#path', '/');
  await page.press('#path', 'Enter');
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[data-slot="home.hero"]'));
  const now = await campaigns(page);
  await page.click('text="+2 weeks"');
  await page.waitForFunction((at) => document.getElementById('moment').value !== at, before);
  await page.waitForFunction((known) => Object.entries(known).some(([slot, campaign]) => (document.querySelector(`[data-slot="${slot}"] .campaign.shown .source`)?.textContent ?? null) !== campaign), now);
  await close();
});

test('an edited text is in the frames, is kept, and can be discarded', async () => {
  const { page, context, close } = await open({ persona: 'newcomer', path: '/' });
  const [title] = await words(page, 'home.hero', 'title');
  await openFile(page, 'copy/en.yaml');
  await replaceText(page, title, 'A trail of your own');
  await says(page, 'home.hero', 'title', 'A trail of your own');
  assert.match(await page.textContent('#drafts'), /1 changed file, kept in this browser/);
  const again = await open({ persona: 'newcomer', path: '/' }, { context });
  await says(again.page, 'home.hero', 'title', 'A trail of your own');
  const [download] = await Promise.all([again.page.waitForEvent('download'), again.page.click('#download')]);
  assert.equal(download.suggestedFilename(), 'en.yaml');
  assert.match(await readFile(await download.path(), 'utf8'), /A trail of your own/);
  await again.page.click('#discard');
  await again.page.click('[data-do="discard-now"]');
  await says(again.page, 'home.hero', 'title', title);
  await close();
});

test('broken YAML is told at its line, the last good bundle stays, and mending it goes on', async () => {
  const { page, close } = await open({ persona: 'newcomer', path: '/' });
  const shown = await words(page, 'home.hero', 'title');
  await openFile(page, 'segments.yaml');
  const sound = await page.inputValue('#text');
  await page.fill('#text', `segments:\n  gold: {host.loyalty_tier: [gold\n  silver: {`);
  await status(page, 'mistake.*the frames keep the last good bundle');
  const place = await page.textContent('.problem .at');
  assert.match(place, /^segments\.yaml:[23]:\d+$/);
  assert.ok(await page.$('.line.wrong'), 'its line is marked');
  assert.deepEqual(await words(page, 'home.hero', 'title'), shown);
  await page.click('.file[data-of="traits.yaml"]');
  await page.click('.problem');
  const line = await page.$eval('#text', (field) => field.value.slice(0, field.selectionStart).split('\n').length);
  assert.equal(`segments.yaml:${line}`, place.replace(/:\d+$/, ''));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'text');

  await page.fill('#text', sound);
  await status(page, '^Compiled$');
  assert.deepEqual([await words(page, 'home.hero', 'title'), await page.$$('.problem')], [shown, []]);
  await close();
});

test('a link in a frame leads both to the next page, and what happened is remembered there', async () => {
  const { page, close } = await open({ persona: 'newcomer', path: '/shop/cleanser.html' });
  const frame = await frameOf(page, 'desktop');
  await frame.$eval('main a[href^="/products/"]', (link) => link.click());
  await page.waitForFunction(() => document.getElementById('path').value.startsWith('/products/'));
  await settled(page);
  await page.waitForFunction(() => document.getElementById('events').textContent.includes('view_item'));
  for (const device of ['phone', 'desktop']) {
    const type = await (await frameOf(page, device)).evaluate(() => document.querySelector('h1, h2')?.textContent);
    assert.ok(type, device);
  }
  await close();
});

test('nothing is wrong by axe, in light and dark, wide and narrow, with mistakes shown', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [768, 'light'], [320, 'dark']]) {
    const { page, close } = await open({ persona: 'gold', path: '/' }, { viewport: { width, height: 900 }, colorScheme });
    await page.click('.why summary >> nth=0');
    await openFile(page, 'slots.yaml');
    await page.fill('#text', 'slots: {home.hero: {fields: [}}');
    await status(page, 'mistake');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } }, iframes: false,
    }));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
    assert.deepEqual(told, [], `${width} ${colorScheme}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width}: no sideways scrolling`);
    await close();
  }
});
