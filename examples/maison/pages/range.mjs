// The range as the pages ask for it, and the rows that the shop shows by itself when nobody knows anything about the visitor.

import { departmentOf } from "./house.mjs";

const byPopularity = (a, b) => b.popularity - a.popularity;
const isSold = ({ availability }) => availability === "in_stock";
/** One shade of each. */
const once = (list) => list.filter((one, index) => list.findIndex((first) => first.line + first.kind === one.line + one.kind) === index);

/** @param {object[]} products as `catalogue.mjs` writes them */
export function rangeOf(products) {
  const byId = new Map(products.map((product) => [product.id, product]));

  /** Alternatives: the same category, the nearest in concern and line first; two shades of a thing at most. */
  function similar(product) {
    const near = (other) => 3 * other.concerns.filter((concern) => product.concerns.includes(concern)).length + (other.line === product.line ? 1 : 0) + other.popularity / 100;
    const nearest = (list) => list.filter(({ id }) => id !== product.id).sort((a, b) => near(b) - near(a));
    const rest = products.filter((other) => departmentOf(other) === departmentOf(product) && other.category !== product.category);
    const ranked = [...nearest(products.filter((other) => other.category === product.category && isSold(other))), ...nearest(rest)];
    const shadesBefore = (other, index) => ranked.slice(0, index).filter((before) => before.line + before.kind === other.line + other.kind).length;
    return ranked.filter((other, index) => shadesBefore(other, index) < 2).slice(0, 8);
  }

  /** One of each other category, of the product's own line where there is one. */
  function completing(product) {
    const fit = (other) => (other.line === product.line ? 200 : 0) + (other.skin.some((type) => product.skin.includes(type)) ? 50 : 0) + other.popularity;
    const wanted = departmentOf(product).beside.filter((category) => category !== product.category);
    return wanted.flatMap((category) => once(products.filter((other) => other.category === category && other.kind !== product.kind).sort((a, b) => fit(b) - fit(a))).slice(0, wanted.length > 2 ? 1 : 3));
  }

  return {
    products, similar, completing,
    one: (id) => byId.get(id),
    /** Those that are still in the range. */
    named: (ids) => ids.map((id) => byId.get(id)).filter(Boolean),
    of: (category) => products.filter((product) => product.category === category).sort(byPopularity),
    popular: (categories, most) => once(products.filter((product) => categories.includes(product.category) && isSold(product)).sort(byPopularity)).slice(0, most),
    newest: () => products.filter(({ isNew }) => isNew).sort((a, b) => a.isNew - b.isNew),
    shades: (product) => products.filter((other) => other.line === product.line && other.kind === product.kind && other.shadeName),
    refills: () => products.filter(({ refillOf, vessel }) => refillOf ?? vessel === "pouch").sort(byPopularity),
    refillOf: (product) => products.find((other) => other.refillOf === product.id || (!other.refillOf && other.line === product.line && other.kind === `${product.kind} Refill`)),
    jarOf: (product) => (product.refillOf ? byId.get(product.refillOf) : products.find((other) => other.line === product.line && `${other.kind} Refill` === product.kind)),
  };
}
