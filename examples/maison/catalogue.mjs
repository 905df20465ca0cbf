// Writes the catalogue of the demo house: `catalogue.jsonl`, what Sillage reads, and `products.jsonl`, what the drawing
// and page scripts read beside it. Same tables, same bytes.
//
// Usage: node examples/maison/catalogue.mjs

import { writeFileSync } from "node:fs";

import { badgesOf, isVegan, ingredientsOf, tagsOf } from "./range/attributes.mjs";
import bodyAndHair from "./range/body-and-hair.mjs";
import fragrance from "./range/fragrance.mjs";
import makeUp from "./range/make-up.mjs";
import skincare from "./range/skincare.mjs";

/** What is not simply in stock, by id. */
const AVAILABILITY = {
  "nuit-d-iris-retinal-concentrate-20": "backorder",
  "velours-lipstick-grenat": "out_of_stock",
  "or-brun-sculpting-mask-50": "out_of_stock",
  "fleur-de-minuit-hair-mist-50": "preorder",
  "regard-eye-palette-heure-bleue-8": "out_of_stock",
  "neroli-d-avril-eau-de-toilette-100": "preorder",
  "joue-liquid-blush-prune": "out_of_stock",
};

/** What came last, newest first; the home page's editorial row. */
const NEW = [
  "fleur-de-minuit-hair-mist-50", "aurore-dawn-cream-50", "regard-eye-palette-garrigue-8", "rivage-sun-stick-spf-50-18", "velours-lacquer-gloss-cerise", "source-face-mist-100",
  "trois-fois-rien-vitamin-c-drops-30", "the-fume-eau-de-parfum-50", "joue-liquid-blush-petale", "boucle-curl-cream-200", "lys-barrier-concentrate-30", "neroli-d-avril-eau-de-toilette-50",
];

/** Most items that every page can load at once; see `TOP` in the compiler's catalogue. */
const MOST = 240;

const DEPARTMENT = {
  "cleanser": "skincare", "toner": "skincare", "serum": "skincare", "eye-care": "skincare", "moisturiser": "skincare", "sunscreen": "skincare", "mask": "skincare",
  "complexion": "make-up", "lip": "make-up", "eye-colour": "make-up", "fragrance": "fragrance", "hair": "body", "body": "body",
};
const STEP = {
  "cleanser": "cleanse", "toner": "tone", "serum": "treat", "eye-care": "eye", "moisturiser": "moisturise", "sunscreen": "protect", "mask": "mask",
  "complexion": "base", "lip": "lip", "eye-colour": "eyes", "fragrance": "scent", "hair": "wash", "body": "body",
};

const slug = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** A number in 0..n that depends on the text alone (FNV-1a). */
function chance(text, n) {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ unit.codePointAt(0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % n;
}

/** French with the spaces that French puts before its double signs. */
const french = (text) => text.replace(/ ([:»])/g, "\u00a0$1").replace(/ ([;!?])/g, "\u202f$1");
const both = ([en, fr]) => ({ en, fr: french(fr) });

/** Until when one piece lasts is no business of the catalogue; how many are left is. */
const stock = (id, availability) => (availability === "in_stock" ? 4 + chance(`${id} stock`, 120) : 0);

/** Every hour of the day a skincare product belongs to. */
function hours(range, category, more) {
  if (DEPARTMENT[category] !== "skincare") return [];
  const usual = category === "sunscreen" ? ["morning"] : category === "mask" ? ["evening"] : ["morning", "evening"];
  return more.when ?? range.when ?? usual;
}

/** How often it sells: the stars of the house, its first shades, the others; a refill less often than what it refills. */
function sales(id, { star, shades, refillOf }, shade) {
  if (refillOf) return 4 + chance(id, 12);
  const isFlagship = !shade || shade === shades[0];
  return isFlagship ? (star ?? 10 + chance(id, 46)) : 8 + chance(id, 58);
}

function item(range, [kind, category, vessel, size, price, en, fr, more = {}], shade) {
  const id = slug([range.line, kind, shade ? shade.name : parseFloat(size)].join(" "));
  const popularity = sales(id, more, shade);
  const availability = AVAILABILITY[id] ?? "in_stock";
  const product = {
    id, line: range.line, about: both(range.about), kind, category, department: DEPARTMENT[category], step: more.step ?? STEP[category], vessel, size, price, claim: both([en, fr]),
    name: [kind, vessel === "flacon" ? size : shade?.name].filter(Boolean).join(" "),
    skin: more.skin ?? range.skin,
    concerns: more.concerns ?? range.concerns,
    ingredients: ingredientsOf(more.ingredients ?? range.ingredients, more.scented ?? range.scented),
    family: range.family, notes: notes(range, category),
    texture: more.texture, finish: more.finish, when: hours(range, category, more),
    shade: shade?.hex ?? more.shade, shadeName: shade?.name, undertone: shade?.undertone, shadeSet: more.shadeSet,
    refillOf: more.refillOf, refillable: [...range.tags, ...(more.tags ?? [])].includes("refillable"),
    popularity, availability, stock: stock(id, availability),
    rating: (40 + chance(`${id} rating`, 10)) / 10, reviews: popularity * 6 + chance(`${id} reviews`, 70),
    isNew: NEW.includes(id) ? NEW.indexOf(id) + 1 : undefined,
  };
  const tags = tagsOf(product, [...range.tags, ...(more.tags ?? [])]);
  return { ...product, vegan: isVegan(product), tags, badges: badgesOf(tags) };
}

function notes(range, category) {
  if (category !== "fragrance" || !range.notes) return undefined;
  const [head, heart, base] = range.notes.map(both);
  return { head, heart, base };
}

const products = [...skincare, ...makeUp, ...fragrance, ...bodyAndHair].flatMap((range) =>
  range.products.flatMap((row) => (row[7]?.shades ?? [undefined]).map((shade) => item(range, row, shade))),
);

const card = (product) => ({
  id: product.id, name: product.name, brand: product.line, category: product.category, price: product.price,
  url: `/products/${product.id}.html`, image: `/pictures/${product.id}.svg`,
  availability: product.availability, tags: product.tags, popularity: product.popularity,
});

const ids = new Set(products.map((product) => product.id));
const named = [...Object.keys(AVAILABILITY), ...NEW, ...products.flatMap((product) => product.refillOf ?? [])];
if (ids.size !== products.length) throw new Error("two products share an id");
if (products.length > MOST) throw new Error(`${products.length} products are more than ${MOST}`);
for (const id of named) if (!ids.has(id)) throw new Error(`no product has the id ${id}`);

const lines = (rows) => rows.map((row) => JSON.stringify(row) + "\n").join("");
const here = (name) => new URL(name, import.meta.url);
writeFileSync(here("products.jsonl"), lines(products));
writeFileSync(here("catalogue.jsonl"), lines(products.map(card)));
console.log(`${products.length} products in catalogue.jsonl and products.jsonl`);
