/**
 * Products that a page describes for search engines: JSON-LD in the forms shops really write.
 *
 * A price that is not a plain number is dropped, never guessed ("1.299,00" is none): a wrong price is worse than no
 * price. Broken blocks are skipped. Nothing is read from text, inputs or other scripts.
 */

import { parse } from './primordials.js';
import { isPlain } from './wire.js';

/** @typedef {import('../../pkg/sillage.js').Item} Item */
/** @typedef {Record<string, unknown>} Node */

const DEPTH = 6;
/** Bytes of one block that are read at all. */
const BLOCK = 262144;
/** Offers, variants and specifications of one product: thousands of products may all refer to the same list. */
const LIST = 99;
/** What the page is about stands behind these alone; other products belong to other pages. */
const OWN = /^(@graph|mainEntity(OfPage)?|about)$/;

/**
 * @param {readonly string[]} blocks texts of the `application/ld+json` scripts, in page order
 * @returns {{ product?: Item, currency?: string, items: Item[] }} the product the page is about, and all it describes
 */
export const readJsonLd = (blocks) => {
  /** Nodes that others may refer to. @type {Map<unknown, Node>} */
  const known = new Map();
  /** @type {{ node: Node, isOwn: boolean }[]} */
  const products = [];

  /** @type {(value: unknown, isOwn: boolean, depth: number) => void} */
  const walk = (value, isOwn, depth) => {
    if (Array.isArray(value)) return value.forEach((entry) => walk(entry, isOwn, depth));
    if (depth > DEPTH || !isPlain(value)) return;
    if (value['@type']) known.set(value['@id'], value);
    if ([value['@type']].flat().some((type) => /(^|[/#:])Product(Group)?$/.test(String(type)))) products.push({ node: value, isOwn });
    for (const key of Object.keys(value)) walk(value[key], isOwn && OWN.test(key), depth + 1);
  };
  /** The nodes that a value is or refers to. @type {(value: unknown) => Node[]} */
  const nodes = (value) => (Array.isArray(value) ? value : [value]).slice(0, LIST).filter(isPlain).map((node) => known.get(node['@id'] ?? '') ?? node);

  /** @type {(node: Node) => { item: Item, currency?: string }} */
  const read = (node) => {
    const offers = nodes(node.offers);
    const variants = offers.length ? offers : nodes(node.hasVariant).flatMap((variant) => nodes(variant.offers));
    const prices = variants.map((offer) => ({ ...nodes(offer.priceSpecification)[0], ...offer }));
    // Words of schema.org, with or without its address; the module leaves out what it does not know.
    const kinds = variants.map(({ availability }) => text(availability)?.split(/[/#]/).pop());
    return {
      currency: same(prices.map(({ priceCurrency }) => text(priceCurrency))),
      item: clean({
        item_id: text(node.sku) ?? text(node.productID) ?? text(node.productGroupID) ?? '',
        item_name: text(node.name),
        item_brand: text(node.brand) ?? text(nodes(node.brand)[0]?.name),
        item_category: text([node.category].flat()[0])?.split('>').pop()?.trim(),
        price: same(prices.map(({ lowPrice, price }) => plainPrice(lowPrice ?? price))),
        availability: /** @type {Item['availability']} */ (kinds.find((kind) => kind === 'InStock') ?? kinds[0]),
      }),
    };
  };

  for (const block of blocks) {
    try {
      if (block.length <= BLOCK) walk(parse(block), true, 0);
    } catch { /* not JSON */ }
  }
  const all = products.map(({ node, isOwn }) => ({ isOwn, ...read(node) })).filter(({ item }) => item.item_id);
  const own = all.filter(({ isOwn }) => isOwn);
  // Several products side by side are a list, whatever the page calls itself.
  const [only] = same(own.map(({ item }) => item.item_id)) ? own : [];
  return { product: only?.item, currency: only?.currency, items: all.map(({ item }) => item) };
};

/** What all of them are; nothing where they disagree. @type {<T>(values: T[]) => T | undefined} */
const same = (values) => (new Set(values).size === 1 ? values[0] : undefined);

/**
 * A number as JSON or as digits with at most one point; everything else is no price.
 * @param {unknown} value
 * @returns {number | undefined}
 */
export const plainPrice = (value) => {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? +value : value;
  return typeof number === 'number' && number >= 0 && number < 1e9 ? number : undefined;
};

/** @type {(value: unknown) => string | undefined} */
const text = (value) => (typeof value === 'string' && value.trim()) || (typeof value === 'number' && String(value)) || undefined;

/**
 * Without the fields that are undefined.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
export const clean = (object) => {
  return /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== '')));
};
