/**
 * What few pages have: `<sillage-flow name>`, a flow; `<sillage-why for>`, why a slot shows what it shows; and
 * `<sillage-privacy>`, what is remembered. One file: all of it together is smaller than a picture, and than its parts.
 */

import { drawFlow } from '../flow/flow.js';
import { drawPrivacy } from '../own/privacy.js';
import { drawWhy } from '../own/why.js';
import { build } from './build.js';

/** @typedef {import('../types.js').Lent} Lent */

/** Draws an element; what fails on the way leaves it as it was. @type {(element: Element, lent: Lent) => Promise<void>} */
export const draw = async (element, lent) => {
  const { load, sillage } = lent;
  const flow = element.localName === 'sillage-flow' && element.getAttribute('name'), slot = element.getAttribute('for');
  const words = await lent.words(flow === false ? '' : '/' + flow);
  if (flow) await load(['flow', flow], ...words.shards.map((/** @type {string} */ key) => ['catalogue', key]));
  const root = element.attachShadow({ mode: 'open' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(words.css);
    root.adoptedStyleSheets = [sheet];
  } catch { /* Safari before 16.4: plain controls do as well */ }
  /** Shows elements in the language of their words. @type {(part: string, ...given: any[]) => void} */
  const show = (part, ...given) => root.replaceChildren(build('div.' + part, { lang: words.locale, dir: words.direction }, ...given));
  if (flow) drawFlow(element, flow, words, lent, root, show);
  else show('own', ...(slot ? drawWhy(slot, words, sillage) : drawPrivacy(words, sillage)));
};
