/**
 * The entry: a script tag that starts by its attributes, or `import { init }`.
 */

import { callByName, createApi } from './api.js';
import { loadModule } from './module.js';
import { quiet } from './report.js';
import { start } from './start.js';

/** @typedef {import('../../pkg/sillage.js').Config} Config */
/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */

const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const sillage = createApi((config) => start(window, config, loadModule, tag?.src ?? import.meta.url), document);

/**
 * Starts Sillage on this page.
 * @param {Config} config
 * @returns {Promise<Sillage>}
 */
export const init = (config) => {
  const ready = sillage.init(config);
  publish();
  return ready;
};

/** Puts the functions on `window.sillage`, and makes up for what was queued there. */
const publish = quiet(() => {
  const { q: queued = [] } = window.sillage ?? {};
  const call = callByName(sillage);
  Object.defineProperties(call, Object.getOwnPropertyDescriptors(sillage));
  window.sillage = /** @type {any} */ (call);
  for (const [resolve, , given] of /** @type {any[]} */ (queued)) call(.../** @type {[string]} */ (Array.from(given))).then(resolve, () => resolve());
});

/** @type {(data: DOMStringMap) => Config} */
const readAttributes = ({ bundle, bundleKey, consent, capture, dataLayer, locale, slotTimeout, wasm }) => ({
  bundle, bundleKey, dataLayer, locale, wasm,
  consent: consent === 'manual' || consent === 'granted' ? consent : 'auto',
  capture: /** @type {any} */ (capture === 'off' ? [] : capture?.split(/\s+/)),
  slotTimeout: Number(slotTimeout) || undefined,
});

quiet(() => {
  if (!tag) return;
  if (window.sillage?.version) console.warn('sillage: a second copy on this page was ignored');
  else init(readAttributes(tag.dataset));
})();
