// Writes the catalogue of the demo house: `catalogue.jsonl`, what Sillage reads, and `products.jsonl`, what the
// drawing and page scripts read beside it. Same tables, same bytes.
//
// Usage: node examples/maison/catalogue.mjs

import { writeFileSync } from "node:fs";

import fragranceAndBody from "./range/fragrance-and-body.mjs";
import makeUp from "./range/make-up.mjs";
import skincare from "./range/skincare.mjs";

/** What is not simply in stock, by id. */
const AVAILABILITY = {
  "nuit-d-iris-retinal-concentrate-20": "backorder",
  "velours-lipstick-grenat": "out_of_stock",
  "or-brun-sculpting-mask-50": "out_of_stock",
  "fleur-de-minuit-hair-mist-50": "preorder",
  "regard-eye-palette-heure-bleue-8": "out_of_stock",
};

/** What came last, newest first; the home page's editorial row. */
const NEW = ["fleur-de-minuit-hair-mist-50", "aurore-dawn-cream-50", "regard-eye-palette-garrigue-8", "rivage-sun-stick-spf-50-18", "velours-lacquer-gloss-cerise", "source-face-mist-100"];

const slug = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** A number in 0..n that depends on the text alone (FNV-1a). */
function chance(text, n) {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ unit.codePointAt(0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % n;
}

const unique = (list) => [...new Set(list)];

function item(range, [kind, category, vessel, size, price, claim, more = {}], shade) {
  const id = slug([range.line, kind, shade ? shade.name : parseFloat(size)].join(" "));
  const flagship = !shade || shade === more.shades[0];
  const popularity = flagship ? (more.star ?? 10 + chance(id, 46)) : 8 + chance(id, 58);
  return {
    id, line: range.line, about: range.about, kind, category, vessel, size, price, claim,
    name: [kind, vessel === "flacon" ? size : shade?.name].filter(Boolean).join(" "),
    skin: range.skin,
    concerns: more.concerns ?? range.concerns,
    ingredients: more.ingredients ?? range.ingredients,
    family: range.family,
    shade: shade?.hex ?? more.shade, shadeName: shade?.name, undertone: shade?.undertone, shadeSet: more.shadeSet,
    tags: unique([...range.tags, ...(more.tags ?? [])]).sort(),
    popularity, availability: AVAILABILITY[id] ?? "in_stock",
    isNew: NEW.includes(id) ? NEW.indexOf(id) + 1 : undefined,
  };
}

const products = [...skincare, ...makeUp, ...fragranceAndBody].flatMap((range) =>
  range.products.flatMap((row) => (row[6]?.shades ?? [undefined]).map((shade) => item(range, row, shade))),
);

const card = (product) => ({
  id: product.id, name: product.name, brand: product.line, category: product.category, price: product.price,
  url: `/products/${product.id}.html`, image: `/pictures/${product.id}.svg`,
  availability: product.availability, tags: product.tags, popularity: product.popularity,
});

const lines = (rows) => rows.map((row) => JSON.stringify(row) + "\n").join("");
const here = (name) => new URL(name, import.meta.url);
if (new Set(products.map((product) => product.id)).size !== products.length) throw new Error("two products share an id");
writeFileSync(here("products.jsonl"), lines(products));
writeFileSync(here("catalogue.jsonl"), lines(products.map(card)));
console.log(`${products.length} products in catalogue.jsonl and products.jsonl`);
