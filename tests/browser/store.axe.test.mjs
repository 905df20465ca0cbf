// Every kind of page of the demo shop, in both languages, narrow and wide, light and dark: axe finds nothing against WCAG 2.2 AA,
// and no page is wider than its window. `SILLAGE_ATELIER` names the command that serves the shop.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ATELIER = process.env.SILLAGE_ATELIER ?? 'target/debug/atelier';
const AXE = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

const ITEMS = [
  { item_id: 'lys-calm-serum-30', item_name: 'Calm Serum', item_brand: 'Lys', item_category: 'serum', price: 58, quantity: 1 },
  { item_id: 'velours-lipstick-braise', item_name: 'Lipstick Braise', item_brand: 'Velours', item_category: 'lip', item_variant: 'Braise', price: 35, quantity: 2 },
];
const ORDERS = [{ number: 'A-0000000001', at: Date.UTC(2026, 8, 1), items: ITEMS, isTold: true }];
/** Each kind of page, what the shop's own storage holds there, and how many of what it then shows; only one asks about remembering. */
const PAGES = {
  'home, asked about remembering': { path: '/', stored: { consent: null } },
  home: { path: '/' },
  'a department': { path: '/shop/skincare.html' },
  'a category': { path: '/shop/serum.html' },
  'a category narrowed to nothing': { path: '/shop/serum.html?skin=sensitive&concern=shine', holds: ['[data-list] > :not([hidden])', 0] },
  'a product': { path: '/products/nuit-d-iris-night-cream-50.html' },
  'a product with shades, sold out': { path: '/products/velours-lipstick-grenat.html' },
  'a bag': { path: '/cart.html', stored: { bag: ITEMS }, holds: ['.line', ITEMS.length] },
  'an empty bag': { path: '/cart.html', holds: ['.line', 0] },
  'an order': { path: '/order.html', stored: { orders: ORDERS }, holds: ['.line', ITEMS.length] },
  'no order': { path: '/order.html' },
  'an account': { path: '/account.html', stored: { orders: ORDERS, member: 'ines' }, holds: ['[data-orders] > li', ORDERS.length] },
  'the skin finder': { path: '/skin-finder.html' },
  'what is remembered': { path: '/privacy.html' },
};
/** Each language in two of the looks: narrow and wide, light and dark are all there, and each page is loaded twice. */
const LOOKS = {
  en: [{ width: 320, scheme: 'light' }, { width: 1280, scheme: 'dark' }],
  fr: [{ width: 320, scheme: 'dark' }, { width: 768, scheme: 'light' }],
};

let browser, server, origin;
before(async () => {
  const words = ['serve', 'examples/maison', '--www', 'www/store', '--pkg', 'pkg', '--port', '0'];
  server = spawn(ATELIER, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = await once(server.stdout, 'data');
  origin = new URL(String(address).trim()).origin;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

/** Slots are decided; what is drawn near the view, which all of a window this high is, is there too. */
const HEIGHT = 9000;
const settled = () => [...document.querySelectorAll('sillage-slot, sillage-recs')].every((slot) => slot.decision)
  && [...document.querySelectorAll('sillage-why, sillage-flow, sillage-privacy')].every((drawn) => drawn.shadowRoot);

/** What axe has against the page, as one line for each element. */
const violations = (page) => page.evaluate(async (rules) => {
  const { violations } = await window.axe.run(document, rules);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`));
}, RULES);

for (const [locale, looks] of Object.entries(LOOKS)) {
  for (const [name, { path, stored, holds }] of Object.entries(PAGES)) {
    test(`${name}, ${locale}`, async () => {
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      await context.addInitScript((values) => {
        for (const [key, value] of Object.entries(values)) if (value) localStorage.setItem(`aurevanne.${key}`, JSON.stringify(value));
      }, { consent: 'granted', ...stored });
      const { page, said } = await openPage(browser, { context });
      for (const { width, scheme } of looks) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.emulateMedia({ colorScheme: scheme });
        if (page.url() === 'about:blank') {
          await page.goto(origin + (locale === 'en' ? path : `/${locale}${path}`), { waitUntil: 'load' });
          await page.waitForFunction(settled);
          await page.evaluate(AXE);
        }
        if (holds) assert.equal(await page.locator(holds[0]).count(), holds[1], holds[0]);
        assert.deepEqual(await violations(page), [], `${width} px, ${scheme}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width} px`);
      }
      assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
      await context.close();
    });
  }
}
