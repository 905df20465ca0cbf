// What is painted first, on a slow phone with a cold cache: frame by frame.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from './browser.mjs';
import { HERO, page as html, ROW, script, STORY, style } from './pages.mjs';
import { serve } from './server.mjs';

const FAST_4G = { offline: false, latency: 165, downloadThroughput: 1.0125e6, uploadThroughput: 84375 };
const PRELOADS = '<link rel="preload" as="fetch" crossorigin href="/p/sillage.wasm"><link rel="preload" as="fetch" crossorigin href="/p/bundle/bundle.json">';
const BODY = HERO + STORY() + '<p>Words of the shop</p><div class="gap"></div>' + STORY('late="swap"').replace('home.story', 'home.note') + ROW;

let browser;
before(async () => {
  browser = await launch();
  // Not timed: the server compresses each file once.
  await load({ head: PRELOADS + script(), slow: false });
});
after(() => browser?.close());

/** Runs in the page before anything else: which texts each frame shows, shifts of layout, long tasks. */
function record() {
  window.frames_ = [];
  window.shifts = [];
  window.tasks = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value, sources, startTime }) => ({ value, at: startTime, moved: sources.map(({ node, previousRect: a, currentRect: b }) => [node?.nodeName, node?.textContent?.slice(0, 20), a.y, b.y, a.height, b.height].join(' ')) })))).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().flatMap(({ scripts }) => scripts
    .filter(({ sourceURL }) => sourceURL.includes('/p/sillage')).map(({ duration, invoker, forcedStyleAndLayoutDuration }) => ({ duration, invoker, forcedStyleAndLayoutDuration }))))).observe({ type: 'long-animation-frame', buffered: true });
  const frame = () => {
    const seen = {};
    for (const slot of document.querySelectorAll('[name]')) {
      const { top, bottom } = slot.getBoundingClientRect();
      const name = slot.getAttribute('name');
      if (!name.startsWith('home.') || top >= innerHeight || bottom <= 0) continue;
      seen[name] = [...slot.querySelectorAll('[data-field=title]')].filter((title) => title.checkVisibility({ visibilityProperty: true })).map((title) => title.textContent).join('|');
    }
    window.frames_.push(seen);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function load({ head, hold = 300, slow = true }) {
  const server = await serve({ pages: { '/': html({ head, body: BODY, sheet: true }), '/style.css': style(hold) } });
  const opened = await openPage(browser, { init: record });
  if (slow) {
    const session = await opened.context.newCDPSession(opened.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', FAST_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await opened.page.goto(server.origin + '/?utm_content=iris-night', { waitUntil: 'load' });
  await opened.page.waitForFunction(() => window.sillage?.status === 'READY', null, { timeout: 20000 });
  await opened.page.waitForTimeout(1500);
  const told = await opened.page.evaluate(() => ({
    frames: window.frames_, shifts: window.shifts, tasks: window.tasks, rejections: window.rejections,
    hero: document.querySelector('[name="home.hero"]').decision,
    marks: performance.getEntriesByType('resource').map(({ name, startTime, responseEnd }) => [name.split('/').pop(), Math.round(startTime), Math.round(responseEnd)]),
    paint: performance.getEntriesByType('paint').map(({ name, startTime }) => [name, Math.round(startTime)]),
  }));
  const texts = (name) => told.frames.map((seen) => seen[name]).filter((text, at, all) => text !== undefined && text !== all[at - 1]);
  await opened.close();
  await server.stop();
  return { ...told, texts, said: opened.said };
}

/** Budget of a task, in milliseconds at a quarter of the speed: from here on it counts as long. */
const TASK = 50;
const isShort = ({ duration }) => duration < TASK;

/** Nothing was swapped in view, nothing moved, nothing was said. */
function isGentle({ texts, shifts, said, rejections }) {
  assert.deepEqual(shifts, [], 'layout shift');
  assert.deepEqual(said, { warnings: [], errors: [], exceptions: [] });
  assert.deepEqual(rejections, []);
  assert.deepEqual(texts('home.story').filter(Boolean), ['Default story']);
}

/**
 * The same load until it was in time, four times at most: what else the machine does is not ours. It is gentle each time; being
 * in time is asserted only in the long run, on a machine that does nothing else.
 */
async function inTime(options, reason) {
  for (let attempt = 1; ; attempt++) {
    const run = await load(options);
    isGentle(run);
    const { value, campaign } = run.hero;
    assert.equal(campaign, 'iris_ad_hero');
    assert.deepEqual(run.texts('home.hero').filter(Boolean), [run.hero.reason === 'TIMEOUT' ? 'Default hero' : value.fields.title]);
    if (run.hero.reason === reason && run.tasks.every(isShort)) return run;
    if (attempt < 4) continue;
    assert.ok(!process.env.SILLAGE_LONG, JSON.stringify({ reason: run.hero.reason, tasks: run.tasks, marks: run.marks }));
    return run;
  }
}

for (const [name, head, hold] of [
  ['with preloads, as documented', script({ 'slot-timeout': 600 }) + PRELOADS, 300],
  ['without preloads, a longer wait', script({ 'slot-timeout': 1200 }), 300],
]) {
  test(`4 times slower, Fast 4G, cold: ${name}`, async (context) => {
    const run = await inTime({ head, hold }, 'TARGETING_MATCH');
    context.diagnostic(JSON.stringify({ paint: run.paint, marks: run.marks, tasks: run.tasks.map(({ duration }) => Math.round(duration)) }));
  });
}

test('too late: the default that was seen stays, and the decision is kept', async () => {
  await inTime({ head: script(), hold: 1 }, 'TIMEOUT');
});
