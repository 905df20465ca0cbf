// The visit that shows it: someone arrives from an advertisement, browses cleansers, answers the quiz, fills the bag, buys,
// and returns two weeks later. After each step she looks around: every kind of page must show something else than before,
// and every slot that shows something of its own must say why in a sentence.

import { judgeSlots, photograph } from './slots.mjs';
import { answerQuiz } from './quiz.mjs';
import { joinPictures } from './strip.mjs';
import { laterBy, mistakes, openVisitor } from './visitor.mjs';

/** Where she looks around after each step. */
const ROUND = { home: '/', category: '/shop/serum.html', product: '/products/source-water-cream-50.html', cart: '/cart.html', account: '/account.html' };
const CLEANSERS = ['/products/lys-cleansing-milk-200.html', '/products/lys-cleansing-balm-90.html'];
const BOUGHT = ['/products/lys-calm-serum-30.html', '/products/lys-comfort-cream-50.html'];

/** What happens, in order; each ends on the page of which a picture is kept. */
const STEPS = {
  async 'from an advertisement'(visitor, go) {
    await go('/?utm_source=instagram&utm_medium=paid_social&utm_campaign=autumn&utm_content=iris-night');
    await visitor.page.locator('[data-consent-answer=granted]').click();
    const [hero] = (await judgeSlots(visitor)).filter(({ name }) => name === 'home.hero');
    if (hero?.campaign !== 'iris_ad_hero') mistakes.push(`the hero does not echo the advertisement but shows \`${hero?.campaign}\``);
  },
  async 'browses cleansers'(visitor, go) {
    await go('/shop/cleanser.html');
    for (const product of CLEANSERS) await go(product);
    await go('/');
  },
  async 'answers the quiz'(visitor, go) {
    await go('/skin-finder.html');
    await answerQuiz(visitor.page, ['sensitive-skin', 'redness']);
  },
  async 'fills the bag'(visitor, go) {
    for (const product of BOUGHT) {
      await go(product);
      await visitor.page.locator('button[data-item]').first().click();
    }
    await go('/cart.html');
  },
  async 'buys'(visitor, go) {
    await go('/cart.html');
    await visitor.page.locator('[data-place]').click();
    await visitor.page.waitForURL(/order/);
    await judgeSlots(visitor);
  },
  async 'two weeks later'(visitor, go) {
    await laterBy(visitor.context, 14);
    await go('/');
  },
};

export async function walkVisit(browser, address, width) {
  const visitor = await openVisitor(browser, { address, width });
  const go = async (path) => {
    await visitor.page.goto(new URL(path, address).href, { waitUntil: 'load' });
    await judgeSlots(visitor);
  };
  const shots = [];
  let before = {};
  for (const [index, [step, act]] of Object.entries(STEPS).entries()) {
    await act(visitor, go);
    const file = await photograph(visitor, `visit-${index + 1}-${step.replaceAll(' ', '-')}`, { fullPage: false });
    shots.push({ file, title: step });
    before = await lookAround(visitor, go, step, before);
  }
  await visitor.close();
  await joinPictures(browser, shots);
}

/** What the slots of each kind of page show after a step; a kind of page that shows the same as before is a mistake. */
async function lookAround(visitor, go, step, before) {
  const seen = {};
  for (const [kind, path] of Object.entries(ROUND)) {
    await go(path);
    const slots = await judgeSlots(visitor);
    await judgeReasons(visitor, slots, step);
    seen[kind] = Object.fromEntries(slots.map(({ name, campaign, words, items }) => [name, [campaign, words, ...items].join(' ')]));
    const changed = Object.keys(seen[kind]).filter((name) => seen[kind][name] !== before[kind]?.[name]);
    console.log(`${step}, ${kind}: ${slots.map(({ name, campaign, reason }) => `${name} ${campaign || reason}`).join(', ')}`);
    if (before[kind] && changed.length === 0) mistakes.push(`${step}: no slot of the ${kind} page differs from the step before`);
  }
  return seen;
}

/** Each slot that shows something of its own says why in a sentence. */
async function judgeReasons({ page, place }, slots, step) {
  for (const { name, state } of slots.filter((slot) => slot.state === 'ready')) {
    const sentence = await page.evaluate(whyOf, name);
    if (!sentence || sentence.length < 12) mistakes.push(`${step}: ${place()}: \`${name}\` is ${state} but gives no reason: \`${sentence}\``);
  }
}

/** Runs in the page: opens the explanation of a slot, reads it, closes it. */
async function whyOf(name) {
  const place = document.querySelector(`sillage-why[for="${name}"]`);
  place?.scrollIntoView({ block: 'center' });
  for (let left = 100; left > 0 && !place?.shadowRoot; left--) await new Promise((resolve) => setTimeout(resolve, 20));
  const why = place?.shadowRoot?.querySelector('details');
  if (!why) return '';
  why.open = true;
  for (let left = 100; left > 0 && !why.querySelector('[part~=reason]'); left--) await new Promise((resolve) => setTimeout(resolve, 20));
  const said = why.querySelector('[part~=reason]')?.textContent.trim() ?? '';
  why.open = false;
  return said;
}
