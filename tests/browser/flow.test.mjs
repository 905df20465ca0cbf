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
  assert.ok(!(await fetched()).includes('sillage-more.mjs'));
  assert.ok(await opened.page.locator('#default').isVisible());
  await opened.page.evaluate(() => scrollTo(0, 2600));
  await drawn(opened.page, 'begin').waitFor();
  assert.ok((await fetched()).includes('sillage-more.mjs'));
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

test('Back shows the earlier answer and has it in focus; an edit from the result comes back to the result', async () => {
  const opened = await visit('back'), { page } = opened;
  await begun(page);
  const first = await heading(page);
  await choose(page);
  await drawn(page, 'next').click();
  await drawn(page, 'back').click();
  assert.equal(await heading(page), first);
  assert.equal(await focused(page), 'radio');
  assert.equal(await page.locator('sillage-flow :checked').count(), 1);
  await answerAll(page);
  const result = await heading(page), before = (await remembered(page)).length;
  const answers = page.locator('sillage-flow [part=answer]');
  const [asked] = await answers.first().locator('[part=asked]').allTextContents();
  await answers.first().click();
  assert.equal(await heading(page), asked);
  assert.equal(await focused(page), 'radio');
  // The same answer again is none.
  await drawn(page, 'next').click();
  assert.equal(await heading(page), result);
  assert.equal(await focused(page), 'heading');
  assert.equal((await remembered(page)).length, before);
  await answers.first().click();
  await page.locator('sillage-flow [part=option]').nth(1).click();
  await drawn(page, 'next').click();
  await answerAll(page);
  const events = await remembered(page);
  assert.ok(events.length > before);
  assert.equal(events.at(-1).name, 'x_flow_complete');
  assert.equal(events.filter(({ name }) => name === 'x_flow_complete').length, 2);
  await drawn(page, 'again').click();
  assert.equal(await heading(page), first);
  assert.equal(await focused(page), 'heading');
  assert.equal(await page.locator('sillage-flow :checked').count(), 0);
  await opened.close();
});

test('a question without an answer says so, and what it says belongs to its controls', async () => {
  const opened = await visit('error'), { page } = opened;
  await begun(page);
  await drawn(page, 'next').click();
  const error = drawn(page, 'error');
  assert.equal(await error.textContent(), 'Please answer this question.');
  assert.equal(await focused(page), 'error');
  assert.deepEqual(await violations(page), []);
  assert.match(await drawn(page, 'question').getAttribute('aria-describedby'), /\berror\b/);
  await error.click();
  assert.equal(await focused(page), 'radio');
  await drawn(page, 'next').click();
  assert.equal(await error.count(), 1);
  assert.equal((await remembered(page)).length, 1);
  await opened.close();
});

test('a double click goes one step on, whatever comes to lie under the pointer', async () => {
  const opened = await visit('double', { body: FLOW + '<a id="below" href="#elsewhere" style="display:block;height:100vh">Below</a>' }), { page } = opened;
  await drawn(page, 'begin').waitFor();
  await drawn(page, 'begin').dblclick();
  for (let step = 1; !await drawn(page, 'result').count(); step++) {
    assert.equal(await drawn(page, 'error').count(), 0);
    await choose(page);
    await drawn(page, 'next').dblclick();
    assert.equal((await remembered(page)).filter(({ name }) => name === 'x_flow_answer').length, step);
    assert.ok(!page.url().includes('#'));
    // Somebody who goes on at once is no double click.
    await page.waitForTimeout(520);
  }
  await opened.close();
});

test('a reload goes on where she was; a result stays a result and is told once', async () => {
  const opened = await visit('resume'), { page } = opened;
  await begun(page);
  await choose(page);
  await drawn(page, 'next').click();
  const second = await heading(page);
  await page.waitForTimeout(200);
  await page.reload();
  await settled(page);
  await drawn(page, 'note').filter({ hasText: 'We kept your answers.' }).waitFor();
  assert.equal(await heading(page), second);
  assert.equal(await focused(page), null);
  await answerAll(page);
  const result = await heading(page);
  await page.waitForTimeout(200);
  await page.reload();
  await settled(page);
  await drawn(page, 'result').waitFor();
  assert.equal(await heading(page), result);
  assert.equal((await remembered(page)).filter(({ name }) => name === 'x_flow_complete').length, 1);
  await opened.close();
});

test('events tell of steps and of the result, never of answers; slots follow the answers at once', async () => {
  const opened = await visit('events', { body: HERO + FLOW }), { page } = opened;
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ['flowstep', 'flowcomplete', 'decision']) document.addEventListener('sillage:' + type, ({ type, detail }) => window.heard.push([type, detail]));
  });
  await begun(page);
  await answerAll(page);
  await page.waitForTimeout(100);
  const heard = await page.evaluate(() => window.heard);
  assert.deepEqual(Object.keys(heard[0][1]), ['flow', 'step']);
  const complete = heard.findIndex(([type]) => type === 'sillage:flowcomplete');
  assert.deepEqual(Object.keys(heard[complete][1]), ['flow', 'outcome']);
  assert.ok(heard.slice(complete).some(([type, { slot }]) => type === 'sillage:decision' && slot === 'home.hero'));
  await opened.close();
});

test('erased in another tab, a result goes as soon as this one writes, and nothing of it comes back', async () => {
  const opened = await visit('tabs', { head: script({ consent: 'granted' }) }), { page, context } = opened;
  await begun(page);
  await answerAll(page);
  await page.waitForTimeout(200);
  const other = await openPage(browser, { context });
  await other.page.goto(page.url());
  await settled(other.page);
  await drawn(other.page, 'result').waitFor();
  await other.page.evaluate(() => window.sillage.memory.erase());
  await page.evaluate(() => window.sillage.track('search', { search_term: 'serum' }));
  await drawn(page, 'begin').waitFor();
  assert.equal(await drawn(page, 'result').count(), 0);
  assert.deepEqual(await remembered(page), []);
  await opened.close();
});

test('answers of a step that is another now are left out, and she is told', async () => {
  const opened = await visit('changed'), { page } = opened;
  await page.evaluate(() => {
    window.sillage.track('x_flow_start', { flow: 'skin-finder', revision: 1 });
    window.sillage.track('x_flow_answer', { flow: 'skin-finder', step: 'gone', revision: 1, answer: 'x' });
  });
  await page.waitForTimeout(200);
  await page.reload();
  await settled(page);
  await drawn(page, 'note').filter({ hasText: 'Some questions have changed' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await opened.close();
});

test('where personalizing is denied the default content stays, and comes back', async () => {
  const opened = await visit('denied', { head: script({ consent: 'manual' }) }), { page } = opened;
  await begun(page);
  await page.evaluate(() => window.sillage.consent.set({ personalize: 'denied' }));
  await page.locator('#default').waitFor();
  assert.equal(await drawn(page, 'heading').count(), 0);
  await page.evaluate(() => window.sillage.consent.set({ personalize: 'granted' }));
  await drawn(page, 'heading').waitFor();
  assert.ok(!await page.locator('#default').isVisible());
  await opened.close();
});

test('what is half chosen stays when the question of consent is answered', async () => {
  const opened = await visit('half', { head: script({ consent: 'manual' }) }), { page } = opened;
  await begun(page);
  await choose(page);
  await page.evaluate(() => window.sillage.consent.set({ store: 'granted', personalize: 'granted' }));
  await page.waitForTimeout(300);
  assert.equal(await page.locator('sillage-flow :checked').count(), 1);
  await opened.close();
});

// name, how the page is looked at
const LOOKS = [
  ['dark, on a page that knows it', { colorScheme: 'dark', body: '<style nonce="n">:root { color-scheme: light dark; background: Canvas; color: CanvasText }</style>' + FLOW }],
  ['dark, on a page that does not', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['320 px', { width: 320 }],
  ['wide', { width: 1280 }],
  ['French, from right to left', { lang: 'fr" dir="rtl' }],
];
for (const [name, given] of LOOKS) {
  test('every step is accessible and fits: ' + name, async () => {
    const opened = await visit('looks', given), { page } = opened;
    await begun(page);
    await answerAll(page, { each: async () => {
      assert.deepEqual(await violations(page), []);
      assert.ok(await overflow(page) <= 0);
    } });
    await opened.close();
  });
}

// name, what the server answers for that file
const FAULTS = [
  ['no file', 'sillage-more.mjs', 404],
  ['no words', '.bin', 404],
];
for (const [name, file, status] of FAULTS) {
  test('default content and one warning: ' + name, async () => {
    let isBroken = false;
    const own = await serve({ pages: { '/': html({ body: MAIN('<div class="gap"></div>' + FLOW) }) }, alter: (asked) => (isBroken && asked.endsWith(file) ? status : undefined) });
    const opened = await openPage(browser);
    await opened.page.goto(own.origin);
    assert.equal(await settled(opened.page), 'READY');
    isBroken = true;
    await opened.page.evaluate(() => scrollTo(0, 2600));
    await opened.page.waitForTimeout(500);
    assert.ok(await opened.page.locator('#default').isVisible());
    assert.equal(opened.said.warnings.length, 1, opened.said.warnings.join('\n'));
    assert.deepEqual(opened.said.exceptions, []);
    assert.deepEqual(await opened.page.evaluate(() => window.rejections), []);
    await opened.close();
    await own.stop();
  });
}

test('imported as a module: the same', async () => {
  pages['/module'] = html({ body: MAIN(FLOW), head: `<script type="module" nonce="n">import { init } from '/p/sillage.mjs';
    init({ bundle: '/p/bundle/bundle.json', bundleKey: '${process.env.SILLAGE_KEY}', consent: 'granted' });</script>` });
  const opened = await openPage(browser);
  await opened.page.goto(server.origin + '/module');
  await begun(opened.page);
  assert.ok(await heading(opened.page));
  assert.deepEqual(opened.said.exceptions, []);
  await opened.close();
});
