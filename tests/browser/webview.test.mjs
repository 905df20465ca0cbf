// The store inside the scripted app, served by `atelier`, as somebody plays it: facts, consent and stock from the app, a
// webview that loses its storage, an app that is slow or silent. `SILLAGE_ATELIER` names the command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ATELIER = process.env.SILLAGE_ATELIER ?? 'target/debug/atelier';
const PATIENCE = 15000;

let browser, server, origin;
before(async () => {
  const folders = ['--www', 'www/store', '--also', 'www/frame', '--also', 'www/webview', '--pkg', 'pkg'];
  server = spawn(ATELIER, ['serve', 'examples/maison', ...folders, '--port', '0'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = await once(server.stdout, 'data');
  origin = new URL(String(address).trim()).origin;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

/** The page, once the store in the webview has decided. */
async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  const opened = await openPage(browser, { context });
  opened.page.setDefaultTimeout(PATIENCE);
  await opened.page.goto(origin + '/webview/');
  await decided(opened.page);
  return opened;
}
const inside = (page, call) => page.evaluate(`(${call})(document.getElementById('webview').contentWindow)`);
/** The page's policy allows no evaluation of texts, so it is asked again and again from outside. */
async function until(page, call) {
  const end = Date.now() + PATIENCE;
  while (!await inside(page, call).catch(() => false)) {
    assert.ok(Date.now() < end, `never: ${call}`);
    await page.waitForTimeout(50);
  }
}
const decided = (page) => until(page, (store) => store.sillage?.status === 'READY' && !!store.document.querySelector('sillage-slot')?.decision);
/** Something loads the page in the webview anew. */
async function anew(page, act) {
  await inside(page, (store) => { store.isOld = true; });
  await act();
  await until(page, (store) => !store.isOld);
  await decided(page);
}
const choosePlatform = async (page, platform) => {
  if (platform !== 'ios') await anew(page, () => page.selectOption('#platform', platform));
};
const hero = (page, campaign) => until(page, `(store) => store.document.querySelector('[name="home.hero"]')?.decision?.campaign === '${campaign}'`);
const messages = (page, way) => page.$$eval(`#log .${way} b`, (names) => names.map((name) => name.textContent).reverse());
/** Nothing was said aloud, and the phone shows a page of the store. */
async function sound({ page, said, close }) {
  // A page that is left while it still loads the model says so.
  const warnings = said.warnings.filter((text) => !text.includes('the bundle could not be fetched'));
  assert.deepEqual({ ...said, warnings }, { warnings: [], errors: [], exceptions: [] });
  assert.deepEqual(await page.evaluate(() => window.rejections), []);
  await close();
}

for (const platform of ['ios', 'android', 'react-native', 'flutter']) {
  test(`${platform}: who is signed in comes from the app, also before the first decision`, async () => {
    const opened = await open();
    const { page } = opened;
    await choosePlatform(page, platform);
    await page.click('text=Inès');
    await hero(page, 'gold_hero');
    await anew(page, () => page.click('#reload'));
    // On a busy machine the app's answer may come after the first decision; then it counts for the next one.
    assert.equal(await inside(page, (store) => store.sillage.decide('home.hero').then(({ campaign }) => campaign)), 'gold_hero');
    await page.click('text=Nobody');
    await until(page, (store) => store.document.querySelector('[name="home.hero"]').decision.campaign !== 'gold_hero');
    await sound(opened);
  });
}

test('a webview that lost its storage gets the copy back', async () => {
  const opened = await open();
  const { page } = opened;
  await until(page, (store) => store.sillage.consent.state.store === 'granted');
  await inside(page, (store) => store.sillage.track('x_before', { mark: 'kept' }));
  await page.waitForFunction(() => /records?/.test(document.getElementById('copy').textContent));
  await page.waitForTimeout(600);
  await anew(page, () => page.click('#lose'));
  await page.waitForFunction(() => /asks the app/.test(document.getElementById('told').textContent));
  const marks = (store) => store.sillage.memory.list().then((events) => events.filter(({ name }) => name === 'x_before').map(({ parameters }) => parameters.mark));
  await page.waitForTimeout(500);
  assert.deepEqual(await inside(page, marks), ['kept']);
  // And it is stored here again.
  await anew(page, () => page.click('#reload'));
  await page.waitForTimeout(300);
  assert.deepEqual(await inside(page, marks), ['kept']);
  assert.equal((await messages(page, 'from-page')).filter((type) => type === 'store.get').length, 2);
  await sound(opened);
});

test('erased from the app: nothing stays on either side', async () => {
  const opened = await open();
  const { page } = opened;
  await until(page, (store) => store.sillage.consent.state.store === 'granted');
  await inside(page, (store) => store.sillage.track('x_before', {}));
  await page.waitForTimeout(600);
  await page.click('#erase');
  await page.waitForFunction(() => [...document.querySelectorAll('#log .from-app b')].some(({ textContent }) => textContent === 'store.delete ✓'));
  await anew(page, () => page.click('#reload'));
  await page.waitForTimeout(500);
  assert.ok(!await inside(page, (store) => store.sillage.memory.list().then((events) => events.some(({ name }) => name === 'x_before'))));
  await sound(opened);
});

test('consent of the app: nothing is kept on either side once it is taken back', async () => {
  const opened = await open();
  const { page } = opened;
  await until(page, (store) => store.sillage.consent.state.store === 'granted');
  await page.waitForTimeout(600);
  await page.click('text=Keep on this device');
  await until(page, (store) => store.sillage.consent.state.store === 'denied');
  await page.waitForFunction(() => document.getElementById('copy').textContent === 'none');
  assert.equal(await inside(page, (store) => store.localStorage.getItem('sillage.mirror')), null);
  await inside(page, (store) => store.sillage.track('x_after', {}));
  await page.waitForTimeout(600);
  assert.equal((await messages(page, 'from-page')).at(-1), 'store.delete');
  await page.click('text=Personalize');
  await until(page, (store) => store.sillage.consent.state.personalize === 'denied');
  await page.click('text=Inès');
  await page.waitForTimeout(300);
  assert.notEqual(await inside(page, (store) => store.document.querySelector('[name="home.hero"]').decision.campaign), 'gold_hero');
  await sound(opened);
});

test('what is seen is told to the app only while measuring is granted', async () => {
  const opened = await open();
  const { page } = opened;
  await page.waitForTimeout(1800);
  assert.ok(!(await messages(page, 'from-page')).includes('event'));
  await page.click('text=Measure');
  await anew(page, () => page.click('#reload'));
  await page.waitForFunction(() => [...document.querySelectorAll('#log .from-page b')].some(({ textContent }) => textContent === 'event'));
  const told = await page.$$eval('#log .from-page', (lines) => lines.map((line) => JSON.parse(line.querySelector('pre').textContent)).filter(({ type }) => type === 'event').map(({ data }) => data));
  for (const { name, params } of told) assert.deepEqual([name, Object.keys(params)], ['exposure', ['slot', 'variant']]);
  await sound(opened);
});

test('live stock and price of what the page shows', async () => {
  const opened = await open();
  const { page } = opened;
  await page.click('.tabs >> text=Shop');
  await until(page, (store) => new URL(store.document.baseURI).pathname.startsWith('/shop/') && store.document.readyState === 'complete');
  await inside(page, (store) => store.document.querySelector('main a[href^="/products/"]').click());
  await until(page, (store) => store.document.querySelector('[name="product.similar"]')?.decision?.value.items?.length > 3);
  await page.waitForSelector('#offers select');
  const [first, second] = await page.$$eval('#offers label', (rows) => rows.map((row) => row.firstChild.textContent));
  const card = (name) => `[...store.document.querySelectorAll('sillage-recs [slot="sillage"] li')].find((card) => card.textContent.includes(${JSON.stringify(name)}))`;
  const choose = (name, choice) => page.locator('#offers label').filter({ hasText: name }).locator('select').selectOption(choice);
  assert.ok(await inside(page, `(store) => !!${card(first)}`));
  await choose(first, 'sold out');
  await until(page, `(store) => !${card(first)}`);
  const price = `(store) => ${card(second)}.querySelector('[data-field="price"]').textContent`;
  const before = await inside(page, price);
  await choose(second, '30 % off');
  await until(page, `(store) => (${price})(store) !== '${before}'`);
  await sound(opened);
});

for (const [speed, name] of [['slow', 'an app that needs two seconds'], ['silent', 'an app that never answers']]) {
  test(`${name} is not waited for`, async () => {
    const opened = await open();
    const { page } = opened;
    await page.click('text=Inès');
    await page.selectOption('#speed', speed);
    await anew(page, () => page.click('#reload'));
    assert.notEqual(await inside(page, (store) => store.document.querySelector('[name="home.hero"]').decision.campaign), 'gold_hero');
    if (speed === 'slow') {
      // What comes later counts for what is decided later; what is in view stays.
      await page.waitForTimeout(2500);
      assert.equal(await inside(page, (store) => store.sillage.decide('home.hero').then(({ campaign }) => campaign)), 'gold_hero');
      assert.notEqual(await inside(page, (store) => store.document.querySelector('[name="home.hero"]').decision.campaign), 'gold_hero');
    }
    await sound(opened);
  });
}

test('links, tabs and the way back lead from page to page inside the phone', async () => {
  const opened = await open();
  const { page } = opened;
  const at = (path) => until(page, `(store) => store.document.readyState === 'complete' && new URL(store.document.baseURI).pathname === '${path}'`);
  await page.frames()[1].click('.menu a');
  await at('/shop/skincare.html');
  await page.click('.tabs >> text=Bag');
  await at('/cart.html');
  await page.click('#back');
  await at('/shop/skincare.html');
  await page.click('#back');
  await at('/');
  assert.ok(await page.isDisabled('#back'));
  assert.equal(await page.evaluate(() => location.pathname), '/webview/');
  await sound(opened);
});

test('nothing is wrong with the page by axe, in light and dark, wide and narrow', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const { page, close } = await open();
  await page.evaluate(axe);
  for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    // The store inside has a test of its own.
    const { violations } = await page.evaluate(() => window.axe.run(document, {
      iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'target-size': { enabled: true } },
    }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`), [], `${width} ${colorScheme}`);
  }
  await close();
});
