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
/** Products behind these belong to other pages. */
const ELSEWHERE = /^(isRelatedTo|isSimilarTo|isAccessoryOrSparePartFor|isConsumableFor|itemListElement|isVariantOf)$/;
const AVAILABILITY =
  /^(InStock|OutOfStock|PreOrder|BackOrder|InStoreOnly|OnlineOnly|LimitedAvailability|SoldOut|Discontinued)$/;

/**
 * @param {readonly string[]} blocks texts of the `application/ld+json` scripts, in page order
 * @returns {{ product?: Item, currency?: string, items: Item[] }} the product the page is about, and all it describes
 */
export function readJsonLd(blocks) {
  /** @type {Map<unknown, Node>} */
  const known = new Map();
  /** @type {{ node: Node, own: boolean }[]} */
  const products = [];
  for (const block of blocks) {
    try {
      if (block.length <= BLOCK) walk(parse(block), true, 0, known, products);
    } catch { /* not JSON */ }
  }
  /** @type {Item[]} */
  const items = [];
  /** @type {Map<string, { item: Item, currency?: string }>} */
  const own = new Map();
  for (const { node, own: here } of products) {
    const read = readProduct(node, known);
    if (!read) continue;
    items.push(read.item);
    if (here && !own.has(read.item.item_id)) own.set(read.item.item_id, read);
  }
  // Several products side by side are a list, whatever the page calls itself.
  const [only] = own.size === 1 ? own.values() : [];
  return { product: only?.item, currency: only?.currency, items };
}

/** @type {(value: unknown, own: boolean, depth: number, known: Map<unknown, Node>, products: { node: Node, own: boolean }[]) => void} */
function walk(value, own, depth, known, products) {
  if (depth > DEPTH) return;
  if (Array.isArray(value)) return value.forEach((entry) => walk(entry, own, depth, known, products));
  if (!isPlain(value)) return;
  const id = value['@id'];
  if (id && value['@type']) known.set(id, value);
  const product = isType(value, 'Product');
  const group = isType(value, 'ProductGroup');
  if (product || group) products.push({ node: value, own });
  for (const key of Object.keys(value)) {
    const inside = own && !ELSEWHERE.test(key) && !((product || group) && key === 'hasVariant');
    if (typeof value[key] === 'object') walk(value[key], inside, depth + 1, known, products);
  }
}

/** @type {(node: Node, known: Map<unknown, Node>) => { item: Item, currency?: string } | undefined} */
function readProduct(node, known) {
  const id = text(node.sku) ?? text(node.productID) ?? text(node.productGroupID);
  if (!id) return undefined;
  const offers = list(node.offers).map((offer) => known.get(offer['@id']) ?? offer);
  const variants = list(node.hasVariant).flatMap((variant) => list((known.get(variant['@id']) ?? variant).offers));
  const { price, availability, currency } = readOffers(offers.length ? offers : variants);
  const brand = list(node.brand).map((entry) => known.get(entry['@id']) ?? entry)[0];
  const category = text(Array.isArray(node.category) ? node.category[0] : node.category);
  return {
    currency,
    item: clean({
      item_id: id,
      item_name: text(node.name),
      item_brand: text(node.brand) ?? text(brand?.name),
      item_category: category?.split('>').pop()?.trim(),
      price,
      availability,
    }),
  };
}

/** @type {(offers: Node[]) => { price?: number, availability?: Item['availability'], currency?: string }} */
function readOffers(offers) {
  const prices = new Set(offers.map((offer) => plainPrice(offer.lowPrice ?? offer.price ?? list(offer.priceSpecification)[0]?.price)));
  const kinds = offers.map((offer) => /** @type {Item['availability']} */ (availabilityOf(offer.availability)));
  const currencies = new Set(offers.map((offer) => text(offer.priceCurrency) ?? text(list(offer.priceSpecification)[0]?.priceCurrency)));
  return {
    // Offers that disagree have no one price.
    price: prices.size === 1 ? [...prices][0] : undefined,
    availability: kinds.find((kind) => kind === 'InStock') ?? kinds[0],
    currency: currencies.size === 1 ? [...currencies][0] : undefined,
  };
}

/**
 * A number as JSON or as digits with at most one point; everything else is no price.
 * @param {unknown} value
 * @returns {number | undefined}
 */
export function plainPrice(value) {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? +value : value;
  return typeof number === 'number' && number >= 0 && number < 1e9 ? number : undefined;
}

/** @type {(value: unknown) => string | undefined} */
function availabilityOf(value) {
  const last = text(value ?? undefined)?.split(/[/#]/).pop() ?? '';
  return AVAILABILITY.test(last) ? last : undefined;
}

/** @type {(node: Node, type: string) => boolean} */
const isType = (node, type) =>
  [node['@type']].flat().some((name) => typeof name === 'string' && name.replace(/^.*[/#:]/, '') === type);

/** @type {(value: unknown) => Node[]} */
const list = (value) => (Array.isArray(value) ? value : [value]).filter(isPlain);

/** @type {(value: unknown) => string | undefined} */
const text = (value) => (typeof value === 'string' && value.trim()) || (typeof value === 'number' && String(value)) || undefined;

/**
 * Without the fields that are undefined.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
export function clean(object) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== '')));
}
