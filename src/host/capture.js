/**
 * What the page tells without being asked: its JSON-LD, its GA4 data layer, its address.
 */

import { followDataLayer, typeOfEvent } from './datalayer.js';
import { offers } from './guard.js';
import { plainPrice, readJsonLd } from './jsonld.js';
import { addressNow, pageFacts, typeOfSpelling } from './page.js';

/** @typedef {import('./page.js').Heard} Heard */
/** @typedef {import('../../pkg/sillage.js').Item} Item */
/** @typedef {import('../../pkg/sillage.js').Offers} Offers */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */
/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */

/**
 * @typedef {object} Listeners
 * @property {(name: string, payload: EventPayload) => void} event
 * @property {(command: unknown, parameters: unknown) => void} consent
 */

/** @type {Listeners} */
let listeners;
/** What the data layer said about this page. @type {Heard} */
let layer = {};
/** What JSON-LD said. @type {Heard} */
let described = {};
let isRead = false, isSpelled = false, isNext = false, text = '';
/** Products whose view was told on this page. @type {Set<string>} */
let viewed = new Set();
/** Stops listening. */
export let ignorePage = () => {};

/** @type {(sources: readonly string[], dataLayer: string, to: Listeners) => void} */
export const watchPage = (sources, dataLayer, to) => {
  listeners = to;
  isRead = sources.includes('jsonld');
  if (sources.includes('datalayer')) ignorePage = followDataLayer(window, dataLayer, {
    event: heard,
    consent: to.consent,
    pageType(name) {
      const type = typeOfSpelling(name);
      if (type) [layer.type, isSpelled] = [type, true];
    },
  });
};

/** @type {(name: string, payload: EventPayload) => void} */
const heard = (name, payload) => {
  const item = itemOf(payload);
  if (name === 'view_item' && item) {
    if (viewed.has(item.item_id)) return;
    viewed.add(item.item_id);
    offers(offersOf([item]));
  }
  // A look into a product without leaving the list does not make the list a product page.
  if (isNext || document.readyState !== 'complete') {
    const { type = 'category' } = layer;
    if (!isSpelled && type === 'category') layer.type = typeOfEvent(name) ?? layer.type;
    if (name === 'view_item') layer.item ??= item;
    if (name === 'view_item_list' && item) layer.list ??= payload.items;
    for (const key of /** @type {const} */ (['currency', 'search_term'])) if (typeof payload[key] === 'string') layer[key] ??= payload[key];
  }
  listeners.event(name, payload);
};

/** The facts of the page as known now. @type {(said: PageContext, locale: string) => ReturnType<typeof pageFacts>} */
export const describedPage = (said, locale) => {
  const blocks = isRead ? Array.from(document.querySelectorAll('script[type="application/ld+json"]'), (script) => script.textContent ?? '') : [];
  if (text !== (text = blocks.join('\n'))) {
    const { product: item, currency, items } = readJsonLd(blocks);
    described = { type: item && 'product', item, currency };
    offers(offersOf(items));
  }
  return pageFacts(said, layer, described, addressNow(), locale);
};

/** The product's view, where the page describes a product and its data layer has not told of it. */
export const viewImplied = () => {
  const { item, currency } = described;
  if (item) heard('view_item', { currency, value: item.price, items: [item] });
};

/** Another page came without a load. */
export const nextPage = () => {
  layer = {};
  described = {};
  text = '';
  isSpelled = false;
  isNext = true;
  viewed = new Set();
};

/** The first that has an id. @type {(payload: EventPayload) => Item | undefined} */
const itemOf = ({ items }) => {
  const item = Array.isArray(items) && items.find((one) => one?.item_id);
  return item ? { ...item, item_id: String(item.item_id) } : undefined;
};

/**
 * Live price and stock, where they are said plainly.
 * @param {Item[]} items
 * @returns {Offers}
 */
const offersOf = (items) => Object.fromEntries(items
  .filter(({ price, availability }) => price ?? availability)
  .map(({ item_id, price, availability }) => [item_id, { price: plainPrice(price), availability }]));
