/**
 * What the page tells without being asked: its JSON-LD, its GA4 data layer, its address.
 */

import { followDataLayer } from './datalayer.js';
import { plainPrice, readJsonLd } from './jsonld.js';
import { pageFacts, typeOfEvent, typeOfSpelling } from './page.js';

/** @typedef {import('./page.js').Heard} Heard */
/** @typedef {import('../../pkg/sillage.js').Item} Item */
/** @typedef {import('../../pkg/sillage.js').Offers} Offers */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */
/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */

/**
 * @param {Window & typeof globalThis} page
 * @param {readonly string[]} sources
 * @param {string} dataLayer name of the global
 * @param {object} listeners
 * @param {(name: string, payload: EventPayload) => void} listeners.event
 * @param {(command: unknown, parameters: unknown) => void} listeners.consent
 * @param {(offers: Offers) => void} listeners.offers
 */
export function capture(page, sources, dataLayer, listeners) {
  /** @type {Heard} */
  let layer = {};
  /** @type {Heard} */
  let described = {};
  let spelled = false, text = '', route = 0;
  /** Products whose view was told on this page. @type {Set<string>} */
  let viewed = new Set();

  /** @type {(name: string, payload: EventPayload) => void} */
  const heard = (name, payload) => {
    const [item] = itemsOf(payload);
    if (name === 'view_item' && item) {
      if (viewed.has(item.item_id)) return;
      viewed.add(item.item_id);
      listeners.offers(offersOf([item]));
    }
    // A look into a product without leaving the list does not make the list a product page.
    if (route || page.document.readyState !== 'complete') learn(name, payload, item);
    listeners.event(name, payload);
  };

  /** @type {(name: string, payload: EventPayload, item: Item | undefined) => void} */
  const learn = (name, payload, item) => {
    const type = typeOfEvent(name);
    if (type && !spelled && (!layer.type || layer.type === 'category')) layer.type = type;
    if (name === 'view_item') layer.item ??= item;
    if (typeof payload.currency === 'string') layer.currency ??= payload.currency;
    if (typeof payload.search_term === 'string') layer.searchTerm ??= payload.search_term;
  };

  const describe = () => {
    if (!sources.includes('jsonld')) return;
    const blocks = Array.from(page.document.querySelectorAll('script[type="application/ld+json"]'), (script) => script.textContent ?? '');
    if (text === (text = blocks.join('\n'))) return;
    const { product, currency, items } = readJsonLd(blocks);
    described = { type: product && 'product', item: product, currency };
    listeners.offers(offersOf(items));
  };

  const stop = sources.includes('datalayer') ? followDataLayer(page, dataLayer, {
    event: heard,
    consent: listeners.consent,
    pageType: (name) => {
      const type = typeOfSpelling(name);
      if (type) [layer.type, spelled] = [type, true];
    },
  }) : () => {};

  return {
    /** The facts of the page as known now. @type {(said: PageContext, locale: string) => ReturnType<typeof pageFacts>} */
    facts(said, locale) {
      describe();
      return pageFacts(said, layer, described, new URL(page.location.href), locale);
    },
    /** The product's view, where the page describes a product and its data layer has not told of it. */
    impliedView() {
      const { item, currency } = described;
      if (item && !viewed.has(item.item_id)) heard('view_item', { currency, value: item.price, items: [item] });
    },
    /** Another page came without a load. */
    next() {
      layer = {};
      described = {};
      text = '';
      spelled = false;
      route++;
      viewed = new Set();
    },
    stop,
  };
}

/** @type {(payload: EventPayload) => Item[]} */
const itemsOf = ({ items }) => (Array.isArray(items) ? items : [])
  .map((item) => (typeof item?.item_id === 'number' ? { ...item, item_id: String(item.item_id) } : item))
  .filter((item) => item && typeof item.item_id === 'string' && item.item_id);

/**
 * Live price and stock, where they are said plainly.
 * @param {Item[]} items
 * @returns {Offers}
 */
export function offersOf(items) {
  /** @type {Record<string, { price?: number, availability?: Item['availability'] }>} */
  const offers = {};
  for (const { item_id, price, availability } of items) {
    const plain = plainPrice(price);
    if (plain !== undefined || availability) offers[item_id] = { price: plain, availability };
  }
  return offers;
}
