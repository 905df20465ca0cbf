/**
 * The entry: a script tag that starts by its attributes, or `import { init }`.
 */

import { createApi } from './api.js';
import { quiet } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Config} Config */
/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */

const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const sillage = createApi(tag?.src ?? import.meta.url);

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

/** Calls `consent.set` and the like by name, as the queue before the script does. @type {(name: string, ...given: unknown[]) => Promise<unknown>} */
const call = quiet(async (name, ...given) => {
  const found = String(name).split('.').reduce((object, part) => object?.[part], /** @type {any} */ (sillage));
  return typeof found === 'function' ? found(...given) : found;
});

/** Puts the functions on `window.sillage`, and makes up for what was queued there. */
const publish = quiet(() => {
  const { q: queued = [] } = window.sillage ?? {};
  window.sillage = Object.defineProperties(/** @type {any} */ (call), Object.getOwnPropertyDescriptors(sillage));
  for (const [resolve, , [name, ...given]] of /** @type {any[]} */ (queued)) call(name, ...given).then(resolve);
});

/** @type {(data: DOMStringMap) => Config} */
const readAttributes = ({ consent, capture, slotTimeout, ...rest }) => ({
  ...rest,
  consent: consent === 'manual' || consent === 'granted' ? consent : 'auto',
  capture: /** @type {any} */ (capture === 'off' ? [] : capture?.split(/\s+/)),
  slotTimeout: Number(slotTimeout) || undefined,
});

if (tag) quiet(() => {
  if (window.sillage?.version) console.warn('sillage: a second copy on this page was ignored');
  else init(readAttributes(tag.dataset));
})();
