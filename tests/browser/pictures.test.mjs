// Which pictures a page asks for tells nothing about the visitor, unless the shop says `pictures: shown-only`; through the package
// as built, with the demo shop compiled both ways.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage, settled } from './browser.mjs';
import { page as html, script } from './pages.mjs';
import { serve } from './server.mjs';

const SHOP = fileURLToPath(new URL('../../examples/maison/', import.meta.url));
const HERO = `<sillage-slot class="hero" name="home.hero" priority><h2 data-field="title">House</h2><img src="/default.svg" alt="" data-field="image" loading="lazy">
<template data-variant="other"><img src="/variant.svg" alt="" loading="lazy"></template></sillage-slot>`;
const ROW = `<sillage-recs name="home.recommended"><h2 data-field="title">Row</h2><ul data-items><li><img src="/own.svg" alt="" loading="lazy"></li></ul>
<template data-item><li><img alt="" data-field="image"><a data-field-href><b data-field="name"></b></a></li></template></sillage-recs>`;
const BODY = HERO + '<div class="gap"></div>' + ROW + '<main><sillage-flow name="skin-finder">Ask us.</sillage-flow></main>';
/** What she did before on this page, and what the host knows. */
const VISITORS = {
  new: '',
  known: `sillage("host", {loyalty_tier: "gold"}); dataLayer = ["cleanser-1", "serum-1"].map((item_id) => ({event: "view_item_list", ecommerce: {items: [{item_id}]}}));`,
};

let browser, folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The demo shop with its word on pictures, nothing for what holds without one; rows need no model for this. */
async function compile(name, pictures) {
  const [source, bundle, key] = ['shop', 'bundle', 'key'].map((part) => join(folder, `${name}-${part}`));
  await cp(SHOP, source, { recursive: true });
  for (const file of ['sillage.yaml', 'slots.yaml']) {
    const text = await readFile(join(source, file), 'utf8');
    await writeFile(join(source, file), text.replace(/^ *(pictures|model):.*\n/gm, '') + (file === 'sillage.yaml' && pictures ? `pictures: ${pictures}\n` : ''));
  }
  const run = (...words) => execFileSync(process.env.SILLAGE_ATELIER, words);
  run('keys', 'new', key);
  run('build', source, '--out', bundle);
  run('sign', bundle, '--key', key);
  return { bundle, key: (await readFile(key + '.pub', 'utf8')).trim() };
}

/** Everything one visitor's page asks for, in which the option of that index is chosen wherever there is one. */
async function requests(server, pages, key, visitor, option) {
  pages['/'] = html({ head: script({ 'bundle-key': key }), body: BODY, inline: VISITORS[visitor] });
  server.requests.length = 0;
  const { page, close } = await openPage(browser);
  await page.goto(server.origin + '/');
  await settled(page);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const part = (name) => page.locator(`sillage-flow [part=${name}]`);
  await part('begin').click();
  for (let step = 0; step < 12 && !await part('result').count(); step++) {
    const options = part('option');
    if (await options.count()) await options.nth(Math.min(option, await options.count() - 1)).click();
    await part('next').click();
  }
  await page.waitForTimeout(400);
  const shown = await page.evaluate(() => [...document.querySelectorAll('[name="home.hero"], [name="home.recommended"]')].map(({ decision }) => decision.variant).join());
  await close();
  const heard = server.requests.map(({ method, url, headers }) => JSON.stringify([method, url, headers]));
  return { shown, all: heard.sort(), pictures: server.requests.map(({ url }) => url).filter((url) => url.endsWith('.svg')) };
}

/** The same clicks by two visitors who answer differently. */
async function both(name, pictures) {
  const { bundle, key } = await compile(name, pictures);
  const pages = {};
  const server = await serve({ pages, bundle });
  const heard = [await requests(server, pages, key, 'new', 0), await requests(server, pages, key, 'known', 2)];
  await server.stop();
  return heard;
}

for (const word of [undefined, 'none']) {
  test(`two visitors to whom different things are shown ask for the same: ${word ?? 'all'}`, async () => {
    const [one, other] = await both(word ?? 'all', word);
    assert.notEqual(one.shown, other.shown);
    assert.deepEqual(one.all, other.all);
    assert.equal(new Set(one.pictures).size, one.pictures.length, 'each once');
    assert.ok(['/default.svg', '/variant.svg', '/own.svg'].every((picture) => one.pictures.includes(picture)));
    assert.equal(one.pictures.some((url) => url.startsWith('/pictures/hero')), !word);
  });
}

test('shown-only tells what is shown', async () => {
  const [one, other] = await both('shown', 'shown-only');
  assert.notDeepEqual(one.pictures.filter((url) => !other.pictures.includes(url)), []);
  assert.notDeepEqual(other.pictures.filter((url) => !one.pictures.includes(url)), []);
});
