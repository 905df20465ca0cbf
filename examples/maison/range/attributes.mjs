// What follows from what a product is made of and made for: its tags, which filters, the quiz and recommendations read,
// and the few of them that a page prints. Nothing here is typed twice: a retinoid is one because of its ingredients.

const SKIN = ["dry", "normal", "combination", "oily", "sensitive"];

/** Concerns that a shopper would name; the others only describe a product. */
const CONCERNS = [
  "redness", "sensitivity", "dehydration", "dryness", "dullness", "uneven-tone", "fine-lines", "firmness", "blemishes", "shine", "pores", "dark-circles", "puffiness",
  "dry-hair", "frizz", "scalp", "curls", "colour-fade",
];

const FROM_ANIMALS = ["Cera Alba", "Mel Extract"];
const RETINOIDS = ["Retinal", "Retinol"];
const ACIDS = ["Salicylic Acid", "Lactic Acid", "Gluconolactone", "Papain"];

/** Prices in euros that a shopper may set as her most. */
const PRICES = [30, 60, 90];

/** Tags worth printing on a product's page, in this order. */
const BADGES = [
  "vegan", "fragrance-free", "refillable", "refill", "alcohol-free", "oil-free", "silicone-free", "plastic-free", "reef-aware", "mineral-filter", "aluminium-free", "short-formula", "ophthalmologist-tested",
];

const has = (product, list) => product.ingredients.some((name) => list.includes(name));

/** The key ingredients, with the perfume where there is one. */
export const ingredientsOf = (list, scented) => (scented && !list.includes("Parfum") ? [...list, "Parfum"] : list);

/** Whether no ingredient comes from an animal. */
export const isVegan = (product) => !has(product, FROM_ANIMALS);

/** All tags of a product: those of its table and those that follow, in order of name. */
export function tagsOf(product, given) {
  const isSkincare = product.department === "skincare";
  const isTool = product.step === "tool";
  const types = product.skin.includes("all") ? SKIN : product.skin;
  const follows = [
    isVegan(product) ? "vegan" : "animal-derived",
    product.refillOf && "refill",
    isSkincare && !product.refillOf && !given.includes("for-body") && "full-size", // what a routine may begin with
    product.category !== "fragrance" && !isTool && (has(product, ["Parfum"]) ? "scented" : "fragrance-free"),
    has(product, ["Alcohol Denat."]) && "alcohol",
    has(product, RETINOIDS) && "retinoid",
    isSkincare && has(product, ACIDS) && "exfoliating",
    ...(isSkincare ? types.map((type) => `${type}-skin`) : []),
    ...(isSkincare ? PRICES.filter((price) => product.price <= price).map((price) => `up-to-${price}`) : []),
    isSkincare && product.texture && `${product.texture}-texture`,
    product.finish,
    product.undertone && `${product.undertone}-undertone`,
    ...product.when,
    ...product.concerns.filter((concern) => CONCERNS.includes(concern)),
  ];
  return [...new Set([...given, ...follows.filter(Boolean)])].sort();
}

/** The tags that a page prints. */
export const badgesOf = (tags) => BADGES.filter((tag) => tags.includes(tag));
