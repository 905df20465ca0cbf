/**
 * GA4 commands in the page's data layer: what is there already, and what is pushed later.
 *
 * What is pushed is never changed, and the wrapper hands on arguments and return value: Tag Manager wraps `push` too and
 * depends on both.
 */

import { isPlain } from './wire.js';

/** @typedef {import('../../pkg/sillage.js').CommerceEvent} CommerceEvent */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */

/**
 * @typedef {object} Listeners
 * @property {(name: string, payload: EventPayload) => void} event
 * @property {(command: unknown, parameters: unknown) => void} consent
 * @property {(type: string) => void} pageType
 */

const EVENTS = new Set(('view_item view_item_list select_item add_to_cart remove_from_cart view_cart begin_checkout '
  + 'purchase add_to_wishlist search view_promotion select_promotion login sign_up').split(' '));

/** Keys of a pushed object that are Tag Manager's own and say nothing about the event. */
const CONTROL = /^(gtm\.|event$|eventCallback$|eventTimeout$|eventModel$|ecommerce$|send_to$|items$)/;

/**
 * Follows the array `window[name]`, which it creates if it is missing.
 * @param {Window & typeof globalThis} page
 * @param {string} name
 * @param {Listeners} listeners
 * @returns {() => void} stops following
 */
export function followDataLayer(page, name, listeners) {
  const holder = /** @type {any} */ (page);
  /** @type {unknown[]} */
  let layer;
  /** @type {(...given: unknown[]) => number} */
  let wrapped;
  let stopped = false;
  const hear = (/** @type {unknown} */ command) => {
    try {
      if (!stopped) readCommand(command, listeners);
    } catch { /* getters of the page's objects may throw */ }
  };
  const follow = () => {
    const found = holder[name] ??= [];
    if (stopped || found === layer || !Array.isArray(found)) return;
    layer = found;
    const inner = layer.push;
    layer.forEach(hear);
    layer.push = wrapped = /** @this {unknown[]} */ function () {
      const result = inner.apply(this, /** @type {any} */ (arguments));
      Array.prototype.forEach.call(arguments, hear);
      return result;
    };
    const undo = stop;
    stop = () => {
      undo();
      if (layer.push === wrapped) layer.push = inner;
    };
  };
  let stop = () => { stopped = true; };
  follow();
  // Some tag managers replace the array once; later replacements are the page's own business.
  if (page.document.readyState === 'loading') page.document.addEventListener('DOMContentLoaded', follow);
  return () => stop();
}

/**
 * One command: `{event, ecommerce}`, `{event, items, …}`, or the arguments of `gtag()`.
 * @param {unknown} command
 * @param {Listeners} listeners
 */
export function readCommand(command, listeners) {
  if (isArguments(command)) {
    const [verb, name, parameters] = /** @type {ArrayLike<unknown> & unknown[]} */ (Array.from(command));
    if (verb === 'consent') listeners.consent(name, parameters);
    if (verb === 'event') event(name, parameters, listeners);
    if ((verb === 'set' || verb === 'config') && isPlain(parameters ?? name)) pageType(parameters ?? name, listeners);
  } else if (isPlain(command)) {
    pageType(command, listeners);
    const { ecommerce } = command;
    event(command.event, isPlain(ecommerce) ? { ...others(command), ...ecommerce } : { ...others(command), items: command.items }, listeners);
  }
}

/** @type {(name: unknown, payload: unknown, listeners: Listeners) => void} */
function event(name, payload, listeners) {
  const given = isPlain(payload) ? payload : {};
  if (name === 'view_search_results') name = 'search';
  if (typeof name !== 'string' || !(EVENTS.has(name) || /^x_\w/.test(name))) return;
  const { send_to, event_callback, ...parameters } = given;
  listeners.event(name, /** @type {EventPayload} */ (parameters));
}

/** @type {(command: unknown, listeners: Listeners) => void} */
function pageType(command, listeners) {
  const { page_type, pageType: type = page_type } = /** @type {Record<string, unknown>} */ (command);
  if (typeof type === 'string') listeners.pageType(type);
}

/** @type {(command: Record<string, unknown>) => Record<string, unknown>} */
const others = (command) => Object.fromEntries(Object.entries(command).filter(([key]) => !CONTROL.test(key)));

/**
 * @param {unknown} value
 * @returns {value is ArrayLike<unknown>}
 */
function isArguments(value) {
  return Object.prototype.toString.call(value) === '[object Arguments]';
}
