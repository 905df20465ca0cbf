/**
 * GA4 commands in the page's data layer: what is there already, and what is pushed later.
 *
 * What is pushed is never changed, and the wrapper hands on arguments and return value: Tag Manager wraps `push` too and
 * depends on both.
 */

import { isPlain } from './wire.js';

/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */
/** @typedef {import('../../pkg/sillage.js').PageType} PageType */

/**
 * @typedef {object} Listeners
 * @property {(name: string, payload: EventPayload) => void} event
 * @property {(command: unknown, parameters: unknown) => void} consent
 * @property {(type: string) => void} pageType
 */

/** The events, and what some of them say about the page. @type {Record<string, any>} */
const EVENTS = {
  __proto__: null,
  view_item: 'product', view_item_list: 'category', view_cart: 'cart', begin_checkout: 'checkout', purchase: 'order', search: 'search',
  select_item: '', add_to_cart: '', remove_from_cart: '', add_to_wishlist: '', view_promotion: '', select_promotion: '', login: '', sign_up: '',
};

/** @type {(name: string) => PageType | undefined} */
export const typeOfEvent = (name) => EVENTS[name] || undefined;

/** Marks what we push ourselves: measuring must not measure itself. */
const OWN = 'sillage';

/**
 * Hands a command of ours to the page's analytics; GTM would merge it with what an earlier one left behind.
 * @param {any} page
 * @param {string} name
 * @param {object} command
 */
export const pushOwn = (page, name, command) => (page[name] ??= []).push({ ecommerce: null }, { ...command, [OWN]: true });

/** Keys of a pushed object that are Tag Manager's own and say nothing about the event. */
const CONTROL = /^(gtm\..*|event(_?callback|timeout|model)?|ecommerce|send_to)$/i;

/**
 * Follows the array `window[name]`, which it creates if it is missing.
 * @param {Window & typeof globalThis} page
 * @param {string} name
 * @param {Listeners} listeners
 * @returns {() => void} stops following
 */
export const followDataLayer = (page, name, listeners) => {
  const holder = /** @type {any} */ (page);
  /** @type {unknown[]} */
  let layer;
  /** @type {(...given: unknown[]) => number} */
  let inner;
  let isStopped = false;
  const hear = (/** @type {unknown} */ command) => {
    try {
      if (!isStopped) readCommand(command, listeners);
    } catch { /* getters of the page's objects may throw */ }
  };
  /** @type {(this: unknown[], ...given: unknown[]) => number} */
  let push;
  const follow = () => {
    const found = holder[name] ??= [];
    if (isStopped || found === layer || !Array.isArray(found)) return;
    layer = found;
    layer.forEach(hear);
    const before = inner = layer.push;
    layer.push = push = function (...given) {
      const result = before.apply(this, given);
      given.forEach(hear);
      return result;
    };
  };
  follow();
  // Some tag managers replace the array once; later replacements are the page's own business.
  if (page.document.readyState === 'loading') page.document.addEventListener('DOMContentLoaded', follow);
  return () => {
    isStopped = true;
    if (layer?.push === push) layer.push = inner;
  };
};

/**
 * One command: `{event, ecommerce}`, `{event, items, …}`, or the arguments of `gtag()`.
 * @param {unknown} command
 * @param {Listeners} listeners
 */
export const readCommand = (command, listeners) => {
  if (Object.prototype.toString.call(command) === '[object Arguments]') {
    const [verb, name, parameters] = Array.from(/** @type {ArrayLike<unknown>} */ (command));
    if (verb === 'consent') listeners.consent(name, parameters);
    if (verb === 'event') event(name, parameters, listeners);
    if (verb === 'set' || verb === 'config') pageType(parameters ?? name, listeners);
  } else if (isPlain(command) && !(OWN in command)) {
    pageType(command, listeners);
    const { ecommerce } = command;
    event(command.event, { ...command, ...(isPlain(ecommerce) && ecommerce) }, listeners);
  }
};

/** @type {(name: unknown, payload: unknown, listeners: Listeners) => void} */
const event = (name, payload, listeners) => {
  if (name === 'view_search_results') name = 'search';
  if (typeof name !== 'string' || !(name in EVENTS || /^x_\w/.test(name))) return;
  listeners.event(name, Object.fromEntries(Object.entries(isPlain(payload) ? payload : {}).filter(([key]) => !CONTROL.test(key))));
};

/** @type {(command: unknown, listeners: Listeners) => void} */
const pageType = (command, listeners) => {
  const { page_type, pageType: type = page_type } = /** @type {Record<string, unknown>} */ (Object(command));
  if (typeof type === 'string') listeners.pageType(type);
};
