// One visitor of the demo shop in a browser of her own, and everything that went wrong while she was there.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PATIENCE = 10_000;
/** What is judged is what is shown, not how fast: a busy machine must not make a slot late. */
const HOLD = { written: 'sillage-hold 300ms', longer: `sillage-hold ${PATIENCE}ms` };
/** The same for scripts: `data-slot-timeout` of the pages. */
const WAIT = { written: /data-slot-timeout="\d+"/, longer: `data-slot-timeout="${PATIENCE}"` };
const DAY = 86_400_000;

export const output = (name) => fileURLToPath(new URL(`../../../target/${name}`, import.meta.url));
mkdirSync(output('screens'), { recursive: true });
mkdirSync(output('xtask'), { recursive: true });

/** Everything that went wrong, in words. */
export const mistakes = [];
/** What pages fetched of ours: code and data, by path. */
export const fetched = new Map();

/**
 * Opens a browser context whose pages note what they throw, log and fail to fetch.
 * @param {import('playwright-core').Browser} browser
 * @param {{ address: URL, width: number, isPatient?: boolean, alter?: (page: string) => string }} options patient: slots wait for decisions for
 *   as long as it takes; `alter` changes the source of such a visitor's pages
 */
export async function openVisitor(browser, { address, width, isPatient = true, alter = (page) => page }) {
  const context = await browser.newContext({ viewport: { width, height: 844 } });
  if (isPatient) await makePatient(context, alter);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const place = () => `${page.url()} at ${width} px`;
  page.on('pageerror', (error) => mistakes.push(`${place()} threw: ${error.message}`));
  page.on('console', (line) => {
    const { url } = line.location(); // of the address for a failed request, which `response` tells better
    if (line.type() === 'warning') mistakes.push(`${place()} warned: ${line.text()}`);
    if (line.type() === 'error' && url === page.url()) mistakes.push(`${place()} logged: ${line.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) mistakes.push(`${place()}: ${response.url()} answered ${response.status()}`);
  });
  page.on('requestfinished', (request) => record(address, request));
  return { context, page, width, place, close: () => context.close() };
}

async function makePatient(context, alter) {
  await context.route('**/*.css', (route) => rewrite(route, (text) => text.replace(HOLD.written, HOLD.longer)));
  await context.route((url) => /(\/|\.html)$/.test(url.pathname), (route) => rewrite(route, (text) => alter(text.replace(WAIT.written, WAIT.longer))));
}

async function rewrite(route, change) {
  const response = await route.fetch();
  await route.fulfill({ response, body: change(await response.text()) });
}

/** From now on the visitor's clock is so many days ahead. */
export const laterBy = (context, days) => context.addInitScript((ahead) => {
  const Original = Date;
  const now = () => Original.now() + ahead;
  window.Date = class extends Original {
    constructor(...given) {
      super(...(given.length ? given : [now()]));
    }
    static now = now;
  };
}, days * DAY);

/** Code and data; pictures, styles and the page itself are the shop's. */
async function record(address, request) {
  const url = new URL(request.url());
  const kind = kindOf(url.pathname, request.resourceType());
  if (url.origin !== address.origin || !kind || fetched.has(url.pathname)) return;
  fetched.set(url.pathname, { url: url.pathname, kind, bytes: 0 });
  const sizes = await request.sizes().catch(() => ({ responseBodySize: 0 }));
  fetched.get(url.pathname).bytes = sizes.responseBodySize;
}

function kindOf(path, type) {
  if (path.endsWith('.wasm')) return 'module';
  if (type === 'script') return 'script';
  return path.endsWith('.bin') || path.endsWith('/bundle.json') ? 'data' : null;
}
