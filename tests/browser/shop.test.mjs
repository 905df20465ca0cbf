// The demo shop as `atelier` serves it, on a slow phone: what each frame of a slot shows, for a newcomer, from an ad, for somebody who
// comes back, on a product page. `SILLAGE_ATELIER` names the command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ATELIER = process.env.SILLAGE_ATELIER ?? 'target/debug/atelier';
const FAST_4G = { offline: false, latency: 165, downloadThroughput: 1.0125e6, uploadThroughput: 168750 };
/** Loads of one case until one was in time and the tasks of one were short: what else the machine does is not ours. */
const ATTEMPTS = 4;
/** Milliseconds, from which on a task counts as long. */
const TASK = 50;
const SERUM = '/products/nuit-d-iris-renewing-night-serum-30.html';
const CLEANSERS = ['/products/lys-cleansing-milk-200.html', '/products/lys-cloud-mousse-150.html'];

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

/** Runs in the page before anything else: what the slots in view show in each frame, shifts of layout, long tasks. */
function record() {
  window.frames_ = [];
  window.shifts = [];
  window.tasks = [];
  const watch = (type, tell) => new PerformanceObserver((list) => tell(list.getEntries())).observe({ type, buffered: true });
  watch('layout-shift', (entries) => window.shifts.push(...entries.map(({ value, sources }) => [value, ...sources.map(({ node }) => `${node?.nodeName} ${node?.className}`)])));
  watch('long-animation-frame', (entries) => window.tasks.push(...entries.flatMap(({ scripts }) => scripts)
    .filter(({ sourceURL }) => sourceURL.includes('/p/sillage')).map(({ duration, invoker }) => ({ duration, invoker }))));
  const wordsOf = (slot) => [...slot.querySelectorAll('[data-field]')]
    .filter((field) => field.checkVisibility({ visibilityProperty: true })).map((field) => field.textContent.trim() || field.getAttribute('src')).join(' | ');
  const frame = () => {
    const seen = {};
    for (const slot of document.querySelectorAll('sillage-slot, sillage-recs')) {
      const { top, bottom } = slot.getBoundingClientRect();
      if (top < innerHeight && bottom > 0) seen[slot.getAttribute('name')] = wordsOf(slot);
    }
    window.frames_.push(seen);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const settle = async (page, path) => {
  await page.goto(origin + path, { waitUntil: 'load' });
  await page.waitForFunction(() => [...document.querySelectorAll('sillage-slot, sillage-recs')].every((slot) => slot.decision), null, { timeout: 20000 });
};

/** One load at a quarter of the processor's speed over Fast 4G, after what the visitor did before at full speed. */
async function load({ path, width, earlier = [] }) {
  const context = await browser.newContext({ viewport: { width, height: 844 } });
  const { page, said } = await openPage(browser, { context, init: record });
  for (const address of earlier) {
    await settle(page, address);
    await page.waitForTimeout(400);
  }
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', FAST_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await settle(page, path);
  await page.waitForTimeout(800);
  const told = await page.evaluate(() => ({
    frames: window.frames_, shifts: window.shifts, tasks: window.tasks, rejections: window.rejections,
    slots: [...document.querySelectorAll('sillage-slot, sillage-recs')].map((slot) => ({ name: slot.getAttribute('name'), isHeld: slot.hasAttribute('priority'), decision: slot.decision })),
    paint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime),
  }));
  await context.close();
  return { ...told, said };
}

/** Different things that a slot showed, in order; before it is shown it shows nothing. */
const shownBy = (frames, name) => frames.map((seen) => seen[name]).filter((words, at, all) => words && words !== all[at - 1]);

const isShort = ({ duration }) => duration < TASK;

/** Holds in every load, in time or not. */
function isGentle({ frames, slots, said, rejections, shifts }) {
  assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
  assert.deepEqual(rejections, []);
  assert.deepEqual(shifts, [], 'layout shift');
  for (const { name, isHeld, decision } of slots) {
    const shown = shownBy(frames, name);
    assert.ok(shown.length <= 1, `\`${name}\` was swapped in view: ${shown.join(' → ')}`);
    if (isHeld && decision.reason !== 'TIMEOUT') assert.ok(shown[0]?.includes(decision.value.fields.body), `\`${name}\` shows ${shown[0]}`);
  }
}

for (const [name, { campaigns, ...visit }] of Object.entries({
  'a newcomer at 390 px': { path: '/', width: 390, campaigns: { 'home.note': 'welcome_note', 'home.hero': 'welcome_hero' } },
  'a newcomer at 1280 px': { path: '/', width: 1280, campaigns: { 'home.note': 'welcome_note', 'home.hero': 'welcome_hero' } },
  'from an ad': { path: '/?utm_content=iris-night', width: 390, campaigns: { 'home.note': 'welcome_note', 'home.hero': 'iris_ad_hero' } },
  'back after two cleansers': { path: '/', width: 390, earlier: [...CLEANSERS, '/'], campaigns: { 'home.note': 'welcome_note', 'home.hero': 'cleanser_hero' } },
  'a product': { path: SERUM, width: 390, campaigns: { 'product.note': 'sample_first' } },
})) {
  test(`the demo shop, 4 times slower, Fast 4G: ${name}`, async (context) => {
    let isInTime = false, isBrief = false;
    for (let attempt = 1; (!isInTime || !isBrief) && attempt <= ATTEMPTS; attempt++) {
      const { slots, tasks, paint, ...run } = await load(visit);
      isGentle({ slots, ...run });
      const held = slots.filter(({ isHeld }) => isHeld).map(({ name, decision }) => [name, decision]);
      assert.deepEqual(Object.fromEntries(held.map(([name, { campaign }]) => [name, campaign])), campaigns);
      isInTime ||= held.every(([, { reason }]) => reason === 'TARGETING_MATCH');
      isBrief ||= tasks.every(isShort);
      const told = JSON.stringify({ attempt, paint, reasons: held.map(([, { reason }]) => reason), tasks: tasks.map(({ duration }) => Math.round(duration)) });
      context.diagnostic(told);
    }
    // What else the machine does is not ours: time is asserted only in the long run, on a machine that does nothing else.
    if (process.env.SILLAGE_LONG) assert.ok(isInTime && isBrief, name);
  });
}
