/**
 * What a shopper may know: `<sillage-why for>`, why a slot shows what it shows, and `<sillage-privacy>`, what is remembered.
 */

import { build } from '../flow/build.js';
import { drawPrivacy } from './privacy.js';
import { drawWhy } from './why.js';

/** @typedef {import('../types.js').Lent} Lent */

/** @type {(host: Lent) => (element: Element) => Promise<void>} */
export const install = ({ sillage, words }) => async (element) => {
  const said = await words();
  const root = element.attachShadow({ mode: 'open' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(said.css);
    root.adoptedStyleSheets = [sheet];
  } catch { /* Safari before 16.4: plain controls do as well */ }
  const slot = element.getAttribute('for');
  root.replaceChildren(build('div.own', { lang: said.locale, dir: said.direction },
    ...(slot ? drawWhy(slot, said, sillage) : drawPrivacy(said, sillage))));
};
