// One browser for a file of tests, and everything that a page says aloud.

import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
  args: ARGUMENTS,
});

/** Opens a page in a context of its own and writes down warnings, errors and exceptions. */
export async function openPage(browser, { context, init } = {}) {
  const own = context ?? await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await own.newPage();
  const said = { warnings: [], errors: [], exceptions: [] };
  page.on('console', (message) => {
    if (message.type() === 'warning') said.warnings.push(message.text());
    if (message.type() === 'error') said.errors.push(message.text());
  });
  page.on('pageerror', (error) => said.exceptions.push(String(error)));
  await page.addInitScript(() => {
    window.rejections = [];
    addEventListener('unhandledrejection', (event) => window.rejections.push(String(event.reason)));
  });
  if (init) await page.addInitScript(init);
  return { page, said, context: own, close: () => own.close() };
}

/** Resolves once Sillage knows whether it can decide; its status. */
export const settled = (page) => page.waitForFunction(() => window.sillage?.version).then(() => page.evaluate(async () => {
  await window.sillage.ready;
  await new Promise((resolve) => setTimeout(resolve, 150));
  return window.sillage.status;
}));

/** What a shopper sees of a field of a slot: texts that are rendered and visible. */
export const shown = (page, slot, field) => page.evaluate(([name, key]) => [...document.querySelectorAll(`[name="${name}"] [data-field="${key}"], [data-sillage-slot="${name}"] [data-field="${key}"]`)]
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => element.textContent), [slot, field]);
