// A flow answered by pointer and by keyboard: what is shown, what has the focus, what is remembered, and that every state is
// accessible by axe's rules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, openPage, settled } from './browser.mjs';
import { HERO, page as html, script } from './pages.mjs';
import { serve } from './server.mjs';

const AXE = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const FLOW = '<h1>Finder</h1><sillage-flow name="skin-finder"><p id="default">Our advisers are there for you.</p></sillage-flow>';
const MAIN = (body) => `<main>${body}</main>`;

let browser, server;
const pages = {};
before(async () => {
  browser = await launch();
  server = await serve({ pages });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens a page with a flow; scripts of a test may look into it. */
async function visit(name, { body = FLOW, head, lang, width = 390, ...media } = {}) {
  pages['/' + name] = html({ body: MAIN(body), head, lang });
  const context = await browser.newContext({ viewport: { width, height: 844 }, bypassCSP: true, reducedMotion: 'reduce', ...media });
  const opened = await openPage(browser, { context });
  await opened.page.goto(`${server.origin}/${name}`);
  await settled(opened.page);
  return opened;
}

const drawn = (page, part) => page.locator(`sillage-flow [part=${part}]`).first();
const begun = async (page) => {
  await drawn(page, 'begin').waitFor();
  await drawn(page, 'begin').click();
};
const heading = (page) => drawn(page, 'heading').textContent();
/** What has the focus: its part, or its type. */
const focused = (page) => page.evaluate(() => {
  const owner = document.querySelector('sillage-flow').shadowRoot.activeElement;
  return owner && (owner.getAttribute('part') || owner.type);
});
/** Answers of the memory, without their times. */
const remembered = (page) => page.evaluate(async () => (await window.sillage.memory.list())
  .filter(({ name }) => name.startsWith('x_flow')).map(({ name, parameters }) => ({ name, parameters })).reverse());
const violations = (page) => page.evaluate(async (axe) => {
  if (!window.axe) (0, eval)(axe);
  const { violations } = await window.axe.run(document, { rules: { 'target-size': { enabled: true } } });
  return violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' '));
}, AXE);
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Chooses what is first, by pointer; sliders stay where they are. */
async function choose(page) {
  const option = page.locator('sillage-flow [part=option]').first();
  if (await option.count() && !await page.locator('sillage-flow :checked').count()) await option.click();
}

/** Goes through the flow to its result; `each` looks at every step. */
async function answerAll(page, { each = async () => {}, answer = choose, next = (on) => drawn(on, 'next').click() } = {}) {
  for (let steps = 0; steps < 12; steps++) {
    await each(page);
    if (await drawn(page, 'result').count()) return steps;
    await answer(page);
    await next(page);
  }
  throw new Error('no result after twelve steps');
}

test('the file and the sections are fetched when the element comes near, after slots were decided', async () => {
  const opened = await visit('near', { body: HERO + '<div class="gap"></div>' + FLOW });
  const fetched = () => opened.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()));
  assert.ok(!(await fetched()).includes('sillage-flow.mjs'));
  assert.ok(await opened.page.locator('#default').isVisible());
  await opened.page.evaluate(() => scrollTo(0, 2600));
  await drawn(opened.page, 'begin').waitFor();
  assert.ok((await fetched()).includes('sillage-flow.mjs'));
  assert.ok(!await opened.page.locator('#default').isVisible());
  await opened.close();
});

test('from the first question to the result by pointer: focus, progress, axe', async () => {
  const opened = await visit('pointer'), { page } = opened;
  await drawn(page, 'begin').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(await focused(page), null);
  await begun(page);
  let before = 0;
  const seen = new Set();
  await answerAll(page, { each: async () => {
    assert.deepEqual(await violations(page), []);
    assert.equal(await focused(page), 'heading');
    assert.ok(await overflow(page) <= 0);
    seen.add(await heading(page));
    if (await drawn(page, 'result').count()) return;
    const { value, max } = await page.locator('sillage-flow progress').evaluate(({ value, max }) => ({ value, max }));
    assert.ok(value / max >= before, `${value} of ${max} after ${before}`);
    before = value / max;
  } });
  assert.ok(seen.size > 5);
  const events = await remembered(page);
  assert.equal(events[0].name, 'x_flow_start');
  assert.equal(events.at(-1).name, 'x_flow_complete');
  assert.equal(events.filter(({ name }) => name === 'x_flow_complete').length, 1);
  assert.ok(await page.locator('sillage-flow [part=card] [part=name]').count() > 1);
  assert.deepEqual(opened.said.exceptions, []);
  assert.deepEqual(opened.said.warnings, []);
  await opened.close();
});

test('by keyboard alone, with the same record', async () => {
  const byPointer = await visit('same-pointer');
  await begun(byPointer.page);
  await answerAll(byPointer.page);
  const byKeyboard = await visit('same-keyboard'), { page } = byKeyboard;
  await drawn(page, 'begin').waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'begin');
  await page.keyboard.press('Enter');
  await answerAll(page, {
    answer: async () => {
      const type = await page.locator('sillage-flow input').first().getAttribute('type').catch(() => null);
      const at = await heading(page);
      await page.keyboard.press('Tab');
      if (type === 'radio' || type === 'checkbox') await page.keyboard.press('Space');
      if (type === 'radio') {
        // Arrow keys choose and never go on.
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
      }
      assert.equal(await heading(page), at);
    },
    next: () => page.keyboard.press('Enter'),
  });
  assert.deepEqual(await remembered(page), await remembered(byPointer.page));
  await byPointer.close();
  await byKeyboard.close();
});
