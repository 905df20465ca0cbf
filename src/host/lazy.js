/**
 * What few pages have, in files of its own: elements whose script is fetched when they come near the view.
 *
 * Which of these files a page asks for depends on what its author wrote and how far it is scrolled, and they come after slots
 * could be decided. Until then, without script, and whenever anything fails, such an element shows its own children.
 */

import { isAddress } from './dom.js';
import { flow } from './guard.js';
import { emit, quiet } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */
/** @typedef {import('./types.js').Loader} Loader */
/** @typedef {import('./types.js').Lent} Lent */

/** Which file draws which element. @type {Record<string, any>} */
const FILES = { __proto__: null, 'sillage-flow': 'flow', 'sillage-why': 'own', 'sillage-privacy': 'own' };
/** How far outside the view an element is when its file is fetched. */
const NEAR = '600px';

/** @type {Loader} */
let loader;
/** Sections of the bundle for what is drawn later. @param {Loader} given */
export const lend = (given) => { loader = given; };

/**
 * What a file beside the script exports: `install`, which takes what the main script lends it.
 * @param {string} name
 * @param {string} script address of this script
 */
export const loadFile = (name, script) => import(String(new URL(`sillage-${name}.mjs`, script)));

/**
 * Defines the elements; each is drawn once it is near the view.
 * @param {string} script address of this script
 * @param {Sillage} sillage
 */
export const defineLazy = (script, sillage) => {
  /** @type {Lent} */
  const lent = Object.freeze({ ...loader, sillage, flow, isAddress, emit });
  const draw = quiet(async (/** @type {Element} */ element) => {
    const { install } = await loadFile(FILES[element.localName], script);
    // It may have been moved within the page.
    if (!element.shadowRoot) await install(lent)(element);
  });
  const observer = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    observer.unobserve(target);
    draw(target);
  }), { rootMargin: NEAR });
  for (const tag in FILES) if (!customElements.get(tag)) customElements.define(tag, class extends HTMLElement {
    connectedCallback() { observer.observe(this); }
  });
};
