// What the slots of a page show, and whether that is sound.

import { mistakes, output } from './visitor.mjs';

/** Showing the shop's own content is a decision too, for these reasons; any other fallback is a mistake. */
const ALLOWED_FALLBACKS = ['DEFAULT', 'STATIC', 'NO_CONTENT'];

/**
 * Waits until every slot of the page is decided and judges each; what they show.
 * @returns {Promise<{ name: string, state: string, reason: string, campaign: string, words: string, items: string[] }[]>}
 */
export async function judgeSlots({ page, place }) {
  await page.waitForFunction(allSettled).catch(() => {}); // the slots themselves say what is wrong, by name
  const slots = await page.evaluate(describeSlots);
  if (slots.length === 0 && !(await page.locator('sillage-flow, sillage-privacy').count())) mistakes.push(`${place()} has no slot`);
  for (const slot of slots) mistakes.push(...wrongs(slot).map((wrong) => `${place()}: slot \`${slot.name}\` ${wrong}`));
  return slots;
}

/** A picture of the whole page, in target/screens/; its path. */
export async function photograph({ page, width }, name, options = {}) {
  await page.evaluate(loadPictures);
  const path = output(`screens/${name}-${width}.${options.type ?? 'png'}`);
  await page.screenshot({ path, fullPage: true, ...options });
  return path;
}

/** Pictures below the fold load when one scrolls there; a screenshot does not scroll. */
async function loadPictures() {
  for (const picture of document.images) picture.loading = 'eager';
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
}

function allSettled() {
  const slots = [...document.querySelectorAll('sillage-slot, sillage-recs')];
  return window.sillage?.version && slots.every((slot) => ['ready', 'fallback'].includes(slot.dataset.state));
}

/** Runs in the page. A slot shows what its shadow root lets through, cards of its own in there, or has no such root. */
function describeSlots() {
  return [...document.querySelectorAll('sillage-slot, sillage-recs')].map((slot) => {
    const shadow = slot.shadowRoot;
    const places = shadow ? [...shadow.querySelectorAll('slot')] : [];
    const assigned = places.flatMap((place) => place.assignedElements({ flatten: true }));
    const shown = shadow ? [...assigned, ...shadow.querySelectorAll('[part]')] : [...slot.children];
    const { decision } = slot;
    return {
      name: slot.getAttribute('name') ?? '',
      state: slot.dataset.state ?? 'undecided',
      reason: [decision?.reason, decision?.errorCode].filter(Boolean).join(' '),
      campaign: decision?.campaign ?? '',
      words: Object.values(decision?.value.fields ?? {}).join(' | '),
      items: (decision?.value.items ?? []).map((item) => item.item_id),
      visible: shown.some((element) => element.getBoundingClientRect().height > 0),
      broken: [...slot.querySelectorAll('img')].filter((image) => image.complete && image.naturalWidth === 0).length,
    };
  });
}

function wrongs({ state, reason, visible, broken }) {
  const wrong = [];
  if (state === 'fallback' && !ALLOWED_FALLBACKS.includes(reason)) wrong.push(`fell back because of \`${reason}\``);
  if (state !== 'fallback' && state !== 'ready') wrong.push(`is \`${state}\``);
  if (!visible) wrong.push('shows nothing');
  if (broken > 0) wrong.push(`has ${broken} pictures that did not load`);
  return wrong;
}
