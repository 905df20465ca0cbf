// Writes the pages of the demo shop that stand beside the hand-written home pages: one of each product, one of each
// department, each from its template. Header, footer and Sillage's tags are those of the home page.
//
// Usage: node examples/maison/pages.mjs www/store

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SITE = "https://aurevanne.example";

const DEPARTMENTS = [
  { path: "skincare", title: "Skincare", text: "Seven lines, each for one feeling of the skin: thirst, unrest, fatigue, shine, time, night and sun.", categories: ["cleanser", "toner", "serum", "moisturiser", "eye-care", "mask", "sunscreen"] },
  { path: "make-up", title: "Make-up", text: "Colour that moves with the face, in cases made to be filled again.", categories: ["complexion", "lip", "eye-colour"] },
  { path: "fragrance", title: "Fragrance", text: "Six scents, each a place and an hour.", categories: ["fragrance"] },
  { path: "body", title: "Body & hair", text: "For everything below the chin and above the brow.", categories: ["body", "hair"] },
];

const CATEGORY = {
  "cleanser": ["Cleansers", "Morning and evening, on damp skin. Massage for a minute, rinse with lukewarm water."],
  "toner": ["Lotions & mists", "After cleansing, pressed in with the hands rather than wiped on with cotton."],
  "serum": ["Serums", "Two or three drops on clean skin, before cream. Give it a minute to settle."],
  "moisturiser": ["Creams", "Warm a hazelnut of it between the palms and press over face and neck."],
  "sunscreen": ["Sun care", "As the last step of the morning, generously; again every two hours outdoors."],
  "mask": ["Masks", "Once or twice a week, an even layer on clean skin. Rinse, or wipe off with a damp cloth."],
  "eye-care": ["Eye care", "A lentil for both eyes, tapped in with the ring finger along the bone."],
  "lip": ["Lips", "From the middle outwards. Blot once and apply again for a longer evening."],
  "complexion": ["Complexion", "With fingers for sheer, with a brush for more. Begin where you need it most."],
  "eye-colour": ["Eyes", "Build it thinly; the second layer decides how far you go."],
  "fragrance": ["Fragrance", "On warm skin: the neck, the crook of the arm, the lining of a coat."],
  "hair": ["Hair", "On damp hair, from the lengths to the ends, unless the scalp is what you came for."],
  "body": ["Body", "After the bath, while the skin is still a little damp."],
};

/** What belongs beside a product of a department. */
const BESIDE = { "skincare": ["cleanser", "toner", "serum", "moisturiser", "sunscreen", "eye-care"], "make-up": ["complexion", "lip", "eye-colour"], "fragrance": ["body", "hair", "fragrance"], "body": ["body", "hair", "fragrance"] };

const BUY = {
  in_stock: { label: "Add to bag", note: "In stock", schema: "InStock" },
  preorder: { label: "Order ahead", note: "Ships in three weeks", schema: "PreOrder" },
  backorder: { label: "Order for later", note: "Back within ten days", schema: "BackOrder" },
  out_of_stock: { label: "Sold out for now", note: "We are making more of it", schema: "OutOfStock" },
};

const out = process.argv[2];
if (!out) {
  console.error("usage: node examples/maison/pages.mjs STORE");
  process.exit(2);
}
const read = (...path) => readFileSync(join(...path), "utf8");
const products = read(import.meta.dirname, "products.jsonl").trim().split("\n").map((line) => JSON.parse(line));
const home = read(out, "index.html");
const part = (pattern) => home.match(pattern)[0];
const shared = {
  tags: part(/<!-- Sillage -->[\s\S]*?<!-- \/Sillage -->/),
  header: part(/<header[\s\S]*?<\/header>/).replace(/(<\/?)h1\b/g, "$1p"), // the heading of these pages is their own
  footer: part(/<footer[\s\S]*?<\/footer>/),
};

const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
const text = (value) => String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const json = (value) => JSON.stringify(value, null, 1).replace(/</g, "\\u003c");
const words = (slug) => slug.replace(/-/g, " ");
const departmentOf = (product) => DEPARTMENTS.find((department) => department.categories.includes(product.category));

/** Fills `{{name}}` in a template; a name without a value is a mistake in the template. */
function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`the template asks for ${name}, which nobody gives`);
    return values[name];
  });
}

const card = (product) => `<li class="card">
<div class="card-picture"><img src="/pictures/${product.id}.svg" alt="" width="400" height="500" loading="lazy"></div>
<p class="card-line">${text(product.line)}</p>
<h3 class="card-name"><a href="/products/${product.id}.html">${text(product.name)}</a></h3>
<p class="card-price">${money.format(product.price)}</p>
</li>`;
const cards = (list) => list.map(card).join("\n");

/** The default row: the same category, the nearest in concern and line first. */
function alternatives(product) {
  const near = (other) => 3 * other.concerns.filter((concern) => product.concerns.includes(concern)).length + (other.line === product.line ? 1 : 0) + other.popularity / 100;
  const same = products.filter((other) => other.category === product.category && other.id !== product.id && other.availability === "in_stock");
  const rest = products.filter((other) => departmentOf(other) === departmentOf(product) && other.category !== product.category);
  const nearest = (list) => [...list].sort((a, b) => near(b) - near(a));
  const ranked = [...nearest(same), ...nearest(rest)];
  const shadesOf = (other, index) => ranked.slice(0, index).filter((before) => before.line + before.kind === other.line + other.kind).length;
  return ranked.filter((other, index) => shadesOf(other, index) < 2).slice(0, 8);
}

/** The default row beside a product: one of each other category, of its own line where there is one. */
function completing(product) {
  const fit = (other) => (other.line === product.line ? 200 : 0) + (other.skin.some((type) => product.skin.includes(type)) ? 50 : 0) + other.popularity;
  const wanted = BESIDE[departmentOf(product).path].filter((category) => category !== product.category);
  const once = (list) => list.filter((other, index) => list.findIndex((first) => first.line + first.kind === other.line + other.kind) === index); // one shade of each
  return wanted.flatMap((category) => once(products.filter((other) => other.category === category && other.kind !== product.kind).sort((a, b) => fit(b) - fit(a))).slice(0, wanted.length > 2 ? 1 : 3));
}

function shades(product) {
  const siblings = products.filter((other) => other.line === product.line && other.kind === product.kind && other.shadeName);
  if (siblings.length < 2) return "";
  const one = (other) => `<li><a href="/products/${other.id}.html"${other === product ? ' aria-current="page"' : ""} title="${text(other.shadeName)}"><svg viewBox="0 0 1 1" role="img" aria-label="${text(other.shadeName)}"><path fill="${other.shade}" d="M0 0h1v1H0z"/></svg></a></li>`;
  return `<div class="shades"><p id="shade">Shade: ${text(product.shadeName)}, ${product.undertone} undertone</p><ul aria-labelledby="shade">${siblings.map(one).join("")}</ul></div>`;
}

const ga4 = (product) => ({ item_id: product.id, item_name: product.name, item_brand: product.line, item_category: product.category, item_variant: product.shadeName, price: product.price, quantity: 1 });

function crumbs(product) {
  const department = departmentOf(product);
  return [["Home", "/"], [department.title, `/shop/${department.path}.html`], [`${product.line} ${product.name}`, `/products/${product.id}.html`]];
}

function linkedData(product) {
  const trail = crumbs(product).map(([name, path], index) => ({ "@type": "ListItem", position: index + 1, name, item: SITE + path }));
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Product", "@id": `${SITE}/products/${product.id}.html#product`, sku: product.id, name: product.name, description: product.claim, category: product.category, size: product.size, color: product.shadeName,
        image: `${SITE}/pictures/${product.id}.svg`, brand: { "@type": "Brand", name: product.line }, manufacturer: { "@type": "Organization", name: "Aurevanne" },
        offers: { "@type": "Offer", url: `${SITE}/products/${product.id}.html`, price: product.price.toFixed(2), priceCurrency: "EUR", availability: `https://schema.org/${BUY[product.availability].schema}`, itemCondition: "https://schema.org/NewCondition" },
      },
      { "@type": "BreadcrumbList", itemListElement: trail },
    ],
  };
}

const dataLayer = (product) => [
  { page_type: "product" },
  { ecommerce: null },
  { event: "view_item", ecommerce: { currency: "EUR", value: product.price, items: [ga4(product)], skin_concern: product.concerns[0] } },
];

function productPage(template, product) {
  const buy = BUY[product.availability];
  const button = product.availability === "out_of_stock"
    ? `<button class="button" type="button" disabled>${buy.label}</button>`
    : `<button class="button" type="button" data-item="${text(JSON.stringify(ga4(product)))}" data-added="In your bag.">${buy.label}</button>`;
  return fill(template, {
    ...shared, id: product.id, line: text(product.line), name: text(product.name), claim: text(product.claim), about: text(product.about), price: money.format(product.price), size: product.size, buttonNote: buy.note, button,
    crumbs: crumbs(product).map(([name, path], index, all) => (index === all.length - 1 ? `<li aria-current="page">${text(name)}</li>` : `<li><a href="${path}">${text(name)}</a></li>`)).join(""),
    alt: text(`${product.line} ${product.name}, ${product.size}`), shades: shades(product),
    claims: product.tags.map((tag) => `<li>${text(words(tag))}</li>`).join(""),
    ingredients: product.ingredients.map((name) => `<li>${text(name)}</li>`).join(""),
    use: CATEGORY[product.category][1],
    skin: product.skin.includes("all") ? "Every skin type." : `Made for ${product.skin.join(", ").replace(/, ([^,]*)$/, " and $1")} skin.`,
    concerns: text(`With ${product.concerns.map(words).join(", ").replace(/, ([^,]*)$/, " and $1")} in mind.`),
    similar: cards(alternatives(product)), routine: cards(completing(product)),
    linkedData: json(linkedData(product)), dataLayer: json(dataLayer(product)),
  });
}

function departmentPage(template, department) {
  const sections = department.categories.map((category) => `<section class="section" aria-labelledby="${category}"><div class="section-head"><h2 id="${category}">${text(CATEGORY[category][0])}</h2></div>
<ul class="grid">
${cards(products.filter((product) => product.category === category).sort((a, b) => b.popularity - a.popularity))}
</ul></section>`);
  const current = shared.header.replace(`href="/shop/${department.path}.html"`, `href="/shop/${department.path}.html" aria-current="page"`);
  return fill(template, { ...shared, header: current, title: text(department.title), text: text(department.text), path: department.path, sections: sections.join("\n"), dataLayer: json([{ page_type: "category" }]) });
}

function write(folder, name, page) {
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, `${name}.html`), page);
}
const productTemplate = read(out, "product.template.html");
const shopTemplate = read(out, "shop.template.html");
for (const product of products) write("products", product.id, productPage(productTemplate, product));
for (const department of DEPARTMENTS) write("shop", department.path, departmentPage(shopTemplate, department));
console.log(`${products.length} product pages and ${DEPARTMENTS.length} departments written`);
