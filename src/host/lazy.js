/**
 * What few pages have, in files of its own: the bridge to an app, which the page's author asks for by name, and elements, for
 * which a file is fetched when the first comes near the view.
 *
 * Whether a page asks for it depends on what its author wrote and how far it is scrolled; for elements it comes after slots
 * could be decided. Until then, without script, and whenever anything fails, such an element shows its own children.
 */

import { isAddress } from './dom.js';
import { flow } from './guard.js';
import { emit, quiet } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */
/** @typedef {import('./types.js').Loader} Loader */

const TAGS = ['sillage-flow', 'sillage-why', 'sillage-privacy'];
/** How far outside the view an element is when its file is fetched. */
const NEAR = '600px';

/** What a file exports. @param {'more' | 'bridge'} name @param {string} script address of this script, beside which the file lies */
export const loadFile = (name, script) => import(String(new URL(`sillage-${name}.mjs`, script)));

/**
 * Defines the elements; each is drawn once it is near the view.
 * @param {string} script address of this script
 * @param {Loader} loader of sections for what is drawn later
 * @param {Sillage} sillage
 */
export const defineLazy = (script, loader, sillage) => {
  const drawNear = quiet(async (/** @type {Element} */ element) => {
    const { draw } = await loadFile('more', script);
    // It may have been moved within the page.
    if (!element.shadowRoot) await draw(element, { ...loader, sillage, flow, isAddress, emit });
  });
  const observer = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    observer.unobserve(target);
    drawNear(target);
  }), { rootMargin: NEAR });
  for (const tag of TAGS) if (!customElements.get(tag)) customElements.define(tag, class extends HTMLElement {
    connectedCallback() { observer.observe(this); }
  });
};
