// Bad bundles and a missing module: default content, one warning, and nothing thrown.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, openPage, settled, shown } from './browser.mjs';
import { HERO, page as html, script } from './pages.mjs';
import { POLICY, serve } from './server.mjs';

const bundle = process.env.SILLAGE_BUNDLE;
const pointer = JSON.parse(await readFile(`${bundle}/bundle.json`, 'utf8'));
const start = pointer.manifest;
const externals = (await readdir(bundle)).filter((name) => name.endsWith('.bin') && name !== start);
const flip = (body, at) => {
  const flipped = Buffer.from(body);
  flipped[at < 0 ? body.length + at : at] ^= 1;
  return flipped;
};
const only = (name, change) => (file, body) => (file === name ? change(body) : undefined);
const SIGNATURE = 'sillage: the bundle is not signed by the page\'s key (BUNDLE_SIGNATURE)';
const DAMAGED = 'sillage: the bundle is damaged (PARSE_ERROR)';
const UNREACHED = 'sillage: the bundle could not be fetched (PROVIDER_NOT_READY)';
const UNNAMED = 'sillage: bundle.json names no start file (PARSE_ERROR)';

// name, what the server does, attributes of the script, the warning (a pattern where the damage decides which)
const CASES = [
  ['no pointer', only('bundle.json', () => 404), {}, UNREACHED],
  ['a server error', only('bundle.json', () => 500), {}, UNREACHED],
  ['a pointer that is a page', only('bundle.json', () => Buffer.from('<!doctype html>')), {}, DAMAGED],
  ['an empty pointer', only('bundle.json', () => Buffer.alloc(0)), {}, DAMAGED],
  ['a pointer without manifest', only('bundle.json', () => Buffer.from('{}')), {}, UNNAMED],
  ['a pointer that is no JSON', only('bundle.json', () => Buffer.from('{')), {}, UNNAMED],
  ['a pointer elsewhere', only('bundle.json', () => Buffer.from('{"manifest":"https://evil.example/x.bin"}')), {}, UNNAMED],
  ['a pointer upwards', only('bundle.json', () => Buffer.from('{"manifest":"../../x.bin"}')), {}, UNNAMED],
  ['no start file', only(start, () => 404), {}, UNREACHED],
  ['an empty start file', only(start, () => Buffer.alloc(0)), {}, DAMAGED],
  ['a truncated start file', only(start, (body) => body.subarray(0, body.length >> 1)), {}, /PARSE_ERROR/],
  ['a start file without its last byte', only(start, (body) => body.subarray(0, -1)), {}, /PARSE_ERROR/],
  ['a start file that is too large', only(start, (body) => Buffer.concat([body, Buffer.alloc(300000)])), {}, 'sillage: the bundle is too large (PARSE_ERROR)'],
  ['a flipped first bit', only(start, (body) => flip(body, 0)), {}, DAMAGED],
  ['a flipped bit in the manifest', only(start, (body) => flip(body, 40)), {}, /BUNDLE_SIGNATURE|PARSE_ERROR/],
  ['a flipped last bit', only(start, (body) => flip(body, -1)), {}, undefined],
  ['a foreign key', () => undefined, { 'bundle-key': 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, SIGNATURE],
  ['a key that is none', () => undefined, { 'bundle-key': '%%' }, SIGNATURE],
  ['no module', only('sillage.wasm', () => 404), {}, 'sillage: the module answered 404 (PROVIDER_NOT_READY)'],
  ['a module that is none', only('sillage.wasm', () => Buffer.from('<!doctype html>')), {}, 'sillage: the module does not compile (WASM_UNAVAILABLE)'],
  ['a truncated module', only('sillage.wasm', (body) => body.subarray(0, 1000)), {}, 'sillage: the module does not compile (WASM_UNAVAILABLE)'],
];

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** One visit; the warnings, and what the hero shows. */
async function visit({ alter, attributes, policy, types, prepare }) {
  const server = await serve({ pages: { '/': html({ head: script(attributes), body: HERO }) }, alter, policy, types });
  const opened = await openPage(browser);
  await prepare?.(opened);
  await opened.page.goto(server.origin + '/?utm_content=iris-night');
  const status = await settled(opened.page);
  const titles = await shown(opened.page, 'home.hero', 'title');
  const { reason, errorCode } = await opened.page.evaluate(() => window.sillage.decide('home.hero'));
  const rejections = await opened.page.evaluate(() => window.rejections);
  await opened.close();
  await server.stop();
  assert.deepEqual(opened.said.exceptions, []);
  assert.deepEqual(rejections, []);
  return { status, titles, reason, errorCode, warnings: opened.said.warnings };
}

for (const [name, alter, attributes, warning] of CASES) {
  test(name, async () => {
    const { status, titles, reason, warnings } = await visit({ alter, attributes });
    if (warning === undefined) return; // The last byte is of a copy that this page may not need.
    assert.equal(status, 'ERROR');
    assert.deepEqual(titles, ['Default hero']);
    assert.equal(reason, 'ERROR');
    assert.equal(warnings.length, 1);
    if (typeof warning === 'string') assert.equal(warnings[0], warning);
    else assert.match(warnings[0], warning);
  });
}

test('an unsigned bundle', async () => {
  const { signature: [from, to] } = contents;
  const { titles, warnings } = await visit({ alter: only(start, (body) => Buffer.from(body).fill(0, from, to)) });
  assert.deepEqual(titles, ['Default hero']);
  assert.deepEqual(warnings, [SIGNATURE]);
});

// The module itself says where the parts of the start file are.
const { instantiate, open } = await import('../../pkg/engine.mjs');
instantiate(new WebAssembly.Module(await readFile(new URL('../../pkg/sillage.wasm', import.meta.url))));
const contents = JSON.parse(open(await readFile(`${bundle}/${start}`)));

for (const { kind, key, inline: [from, to] = [] } of contents.sections.filter(({ inline, key }) => inline && key !== 'fr')) {
  for (const [where, at] of [['first', from], ['middle', (from + to) >> 1], ['last', to - 1]]) {
    test(`a flipped ${where} bit of ${kind} ${key}`, async () => {
      const { titles, warnings } = await visit({ alter: only(start, (body) => flip(body, at)) });
      assert.deepEqual(titles, ['Default hero']);
      assert.deepEqual(warnings, [`sillage: the bundle's ${kind} is damaged (PARSE_ERROR)`]);
    });
  }
}

test('a damaged part for recommendations costs the recommendations alone', async () => {
  const server = await serve({ pages: { '/': html() }, alter: (file, body) => (externals.includes(file) ? flip(body, 10) : undefined) });
  const opened = await openPage(browser);
  await opened.page.goto(server.origin + '/?utm_content=iris-night');
  assert.equal(await settled(opened.page), 'READY');
  const row = await opened.page.evaluate(() => window.sillage.decide('home.recommended'));
  assert.ok(['NO_CONTENT', 'DEFAULT', 'TARGETING_MATCH', 'STATIC'].includes(row.reason));
  assert.equal((await shown(opened.page, 'home.hero', 'title')).length, 1);
  assert.notDeepEqual(await shown(opened.page, 'home.hero', 'title'), ['Default hero']);
  assert.ok(opened.said.warnings.length <= 1);
  await opened.close();
  await server.stop();
});

test('offline once the script is there', async () => {
  const { titles, warnings } = await visit({ prepare: ({ page }) => page.route(/bundle|wasm/, (route) => route.abort('internetdisconnected')) });
  assert.deepEqual(titles, ['Default hero']);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /could not be fetched \(PROVIDER_NOT_READY\)/);
});

test('the module forbidden by the policy', async () => {
  const { titles, warnings, errorCode } = await visit({ policy: POLICY.replace("'wasm-unsafe-eval'", '') });
  assert.deepEqual(titles, ['Default hero']);
  assert.equal(errorCode, 'CSP_BLOCKED');
  assert.deepEqual(warnings, ["sillage: the page's policy lacks 'wasm-unsafe-eval' (CSP_BLOCKED)"]);
});

test('no WebAssembly at all', async () => {
  const { titles, errorCode } = await visit({ prepare: ({ page }) => page.addInitScript(() => { delete window.WebAssembly; }) });
  assert.deepEqual(titles, ['Default hero']);
  assert.equal(errorCode, 'WASM_UNAVAILABLE');
});

for (const type of ['application/octet-stream', 'application/wasm; charset=utf-8']) {
  test('the module as ' + type, async () => {
    const { status, warnings } = await visit({ types: { 'sillage.wasm': type } });
    assert.equal(status, 'READY');
    assert.deepEqual(warnings, []);
  });
}

test('the script blocked: the default appears by itself', async () => {
  const server = await serve({ pages: { '/': html({ hold: 300 }) }, alter: only('sillage.js', () => 404) });
  const opened = await openPage(browser);
  await opened.page.goto(server.origin);
  await opened.page.waitForTimeout(500);
  assert.deepEqual(await shown(opened.page, 'home.hero', 'title'), ['Default hero']);
  assert.deepEqual(opened.said.exceptions, []);
  await opened.close();
  await server.stop();
});
