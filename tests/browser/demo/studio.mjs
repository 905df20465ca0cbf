// A marketer opens the studio, looks at the store as three personas, and two weeks on: each sees something else, every slot
// with its reason, in both frames.

import { photograph } from './slots.mjs';
import { mistakes, openVisitor } from './visitor.mjs';

const PERSONAS = ['newcomer', 'after-the-quiz', 'two-weeks-later'];

export async function walkStudio(browser, address, width) {
  const visitor = await openVisitor(browser, { address, width, isPatient: false });
  const { page } = visitor;
  await page.goto(new URL('/studio/', address).href);
  await settled(page);
  const seen = new Map();
  for (const persona of PERSONAS) {
    await page.check(`#persona-${persona}`);
    await settled(page);
    const shown = await page.$$eval('.slot', (slots) => slots.map((slot) => `${slot.dataset.slot} ${slot.querySelector('.campaign.shown .source')?.textContent ?? 'default'}`));
    console.log(`studio, ${persona}: ${shown.join(', ')}`);
    if (shown.length < 3) mistakes.push(`the studio shows ${shown.length} slots to \`${persona}\``);
    if (seen.has(String(shown))) mistakes.push(`the studio shows \`${persona}\` the same as \`${seen.get(String(shown))}\``);
    seen.set(String(shown), persona);
    for (const slot of await page.$$eval('.slot[data-agrees="false"]', (slots) => slots.map((slot) => slot.dataset.slot))) {
      mistakes.push(`the studio explains \`${slot}\` for \`${persona}\` otherwise than the frame decided`);
    }
    await photograph(visitor, `studio-${persona}`, { fullPage: false });
  }
  await visitor.close();
}

/** Both looks show the page that was asked for. */
export async function settled(page) {
  await page.waitForSelector('#stage[aria-busy="false"]');
  await page.waitForSelector('.slot');
  for (const device of ['phone', 'desktop']) await page.waitForSelector(`#${device} iframe[data-shown]`, { state: 'attached' });
}
