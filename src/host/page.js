/**
 * Facts about the page, the way here and the device: from what the page says about itself, its address and its width.
 *
 * Nothing is read that tells devices apart (no canvas, fonts, hardware or screen sizes), and nothing from cookies.
 */

import { clean } from './jsonld.js';

/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */
/** @typedef {import('../../pkg/sillage.js').PageType} PageType */
/** @typedef {import('../../pkg/sillage.js').Item} Item */

/**
 * What the data layer and JSON-LD said about this page.
 * @typedef {object} Heard
 * @property {PageType} [type]
 * @property {Item} [item]
 * @property {Item[]} [list] the first that the page told of
 * @property {string} [currency]
 * @property {string} [search_term]
 */

/** Page types, and how shop systems spell them. */
const SPELLINGS = (
  'home homepage index,category collection plp,product productdetail pdp,cart basket bag,checkout,order purchase thankyou,'
  + 'search searchresults,account,content article blog,store,other'
).split(',').map((words) => words.split(' '));

/** @type {[RegExp, string][]} */
const REFERRERS = [
  [/\b(mail|webmail|outlook)\./, 'mail'],
  [/\b(google|bing|yahoo|duckduckgo|ecosia|baidu|yandex|naver)\./, 'search'],
  [/\b(facebook|instagram|tiktok|pinterest|youtube|reddit|snapchat|threads|weibo|xiaohongshu)\.|^(x\.com|t\.co|youtu\.be|pin\.it)$/, 'social'],
];

/** The page's address; inside a frame that was given its HTML, where that is said to come from. */
export const addressNow = () => new URL(location.protocol === 'about:' ? document.baseURI : location.href);

/** @type {(spelled: string) => PageType | undefined} */
export const typeOfSpelling = (spelled) => {
  const word = spelled.toLowerCase().replace(/[\s_-]/g, '');
  return /** @type {PageType | undefined} */ (SPELLINGS.find((words) => words.includes(word))?.[0]);
};

/**
 * The `page` facts: what page code said, else the data layer, else JSON-LD, else the address.
 * @param {PageContext} said
 * @param {Heard} layer
 * @param {Heard} described
 * @param {URL} address
 * @param {string} locale
 * @returns {{ type?: PageType, item_category?: string, [fact: string]: unknown }}
 */
export const pageFacts = (said, layer, described, address, locale) => {
  const item = said.items?.[0] ?? layer.item ?? described.item;
  // Sources complete each other only where they speak of the same product.
  const known = { ...(described.item?.item_id === item?.item_id && described.item), ...clean(item ?? {}) };
  const type = said.type ?? layer.type ?? described.type ?? (address.pathname === '/' ? 'home' : 'other');
  return clean({
    type,
    path: address.pathname,
    locale: said.locale ?? locale,
    market: said.market ?? /-([A-Z]{2})$/.exec(locale)?.[1],
    currency: said.currency ?? layer.currency ?? described.currency,
    search_term: said.search_term ?? layer.search_term,
    ...(type === 'product' ? {
      item_id: known.item_id, item_category: known.item_category, item_brand: known.item_brand, price: known.price,
    } : type === 'category' && { item_category: categoryOf(said.items ?? layer.list) }),
  });
};

/** The category of a list, where all of it has the same one. @type {(list?: Item[]) => string | undefined} */
const categoryOf = (list = []) => {
  const [category, another] = new Set(list.map((item) => item?.item_category));
  return another ? undefined : category;
};

/**
 * The `touch` facts: how the visitor came to this page.
 * @param {URL} address
 * @param {string} referrer
 */
export const touchFacts = (address, referrer) => {
  const utm = ['source', 'medium', 'campaign', 'content'].map((key) => [key, address.searchParams.get('utm_' + key)?.slice(0, 100)]);
  return clean({ ...Object.fromEntries(utm), referrer: referrerClass(referrer, address.hostname) });
};

/** @type {(referrer: string, here: string) => string} */
export const referrerClass = (referrer, here) => {
  const host = /^https?:\/\/([^/:]+)/.exec(referrer)?.[1] ?? '';
  return !referrer ? 'direct' : host === here ? 'internal' : REFERRERS.find(([pattern]) => pattern.test(host))?.[1] ?? 'other';
};

/**
 * The `device` facts. The width class is of the window, not of the screen.
 * @param {number} width CSS pixels
 * @param {string} language
 * @param {number} [utc_offset] by how many minutes its clock is ahead of UTC
 */
export const deviceFacts = (width, language, utc_offset) =>
  clean({ utc_offset, class: width < 600 ? 'phone' : width < 1024 ? 'tablet' : 'desktop', language });
