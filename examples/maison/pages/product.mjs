// The page of a product.

import { CATEGORIES, categoryPath, departmentOf, departmentPath, hasCategoryPages } from "./house.mjs";
import { document } from "./layout.mjs";
import { breadcrumbs, crumbs, ga4, row, SITE, story, text, why } from "./parts.mjs";

/** So many left are told. */
const FEW = 5;
const SCHEMA = { in_stock: "InStock", preorder: "PreOrder", backorder: "BackOrder", out_of_stock: "OutOfStock" };

function trailOf(shop, product) {
  const department = departmentOf(product);
  const category = hasCategoryPages(department) ? [[CATEGORIES[product.category][shop.locale].title, categoryPath(product.category)]] : [];
  return [[shop.words.home, "/"], [department[shop.locale].title, departmentPath(department)], ...category, [`${product.line} ${product.name[shop.locale] ?? product.name.en ?? product.name}`, `/products/${product.id}.html`]];
}

const plain = (value) => value?.en ?? value;

function linkedData(shop, product, trail) {
  const address = `${SITE}${shop.at(`/products/${product.id}.html`)}`;
  return [
    {
      "@type": "Product", "@id": `${SITE}/products/${product.id}.html#product`, sku: product.id, name: plain(product.name), description: product.claim[shop.locale] ?? plain(product.claim), category: product.category, size: product.size, color: product.shadeName,
      image: `${SITE}/pictures/${product.id}.svg`, brand: { "@type": "Brand", name: product.line }, manufacturer: { "@type": "Organization", name: "Aurevanne" },
      ...(product.rating && { aggregateRating: { "@type": "AggregateRating", ratingValue: ratingOf(product).value, reviewCount: ratingOf(product).count } }),
      offers: { "@type": "Offer", url: address, price: product.price.toFixed(2), priceCurrency: "EUR", availability: `https://schema.org/${SCHEMA[product.availability]}`, itemCondition: "https://schema.org/NewCondition" },
    },
    breadcrumbs(shop, trail),
  ];
}

const ratingOf = ({ rating, reviews }) => ({ value: rating.value ?? rating, count: rating.count ?? reviews ?? 1 });

/** Five marks, so many of them filled; the words beside them say it. */
function rating(shop, product) {
  if (!product.rating) return "";
  const { value, count } = ratingOf(product);
  const mark = "M8 1.2C8.7 5 9.6 6.3 14.8 8C9.6 9.7 8.7 11 8 14.8C7.3 11 6.4 9.7 1.2 8C6.4 6.3 7.3 5 8 1.2Z";
  const marks = [0, 1, 2, 3, 4].map((index) => `<path class="${value >= index + 0.75 ? "full" : ""}" transform="translate(${index * 18})" d="${mark}"/>`).join("");
  return `<p class="rating"><svg viewBox="0 0 88 16" width="88" height="16" role="img" aria-label="${text(shop.words.product.rating(shop.number(value), shop.number(count)))}">${marks}</svg> <span aria-hidden="true">${shop.number(value)} (${shop.number(count)})</span></p>`;
}

function shades(shop, range, product) {
  const siblings = range.shades(product);
  if (siblings.length < 2) return "";
  const one = (other) => `<li><a href="${shop.at(`/products/${other.id}.html`)}"${other === product ? ' aria-current="page"' : ""} title="${text(other.shadeName)}"><svg viewBox="0 0 1 1" role="img" aria-label="${text(other.shadeName)}"><path fill="${other.shade}" d="M0 0h1v1H0z"/></svg></a></li>`;
  return `<div class="shades"><p id="shade">${text(shop.words.product.shade(product.shadeName, shop.words.undertones[product.undertone]))}</p><ul aria-labelledby="shade">${siblings.map(one).join("")}</ul></div>`;
}

/** The refill of a jar, or the jar of a refill. */
function refill(shop, range, product) {
  const said = shop.words.product;
  const [refill, jar] = [range.refillOf(product), range.jarOf(product)];
  const link = (other, words) => `<p class="refill"><a href="${shop.at(`/products/${other.id}.html`)}">${text(words)}</a></p>`;
  return refill ? link(refill, said.refill(shop.money(refill.price))) : jar ? link(jar, said.refillOf) : "";
}

function buy(shop, product) {
  const { buy, few } = shop.words.product;
  const [label, inStock] = buy[product.availability];
  const note = product.availability === "in_stock" && product.stock <= FEW ? few(product.stock) : inStock;
  const isSoldOut = product.availability === "out_of_stock";
  const added = `${text(shop.words.product.added)}`;
  const button = isSoldOut ? `<button class="button" type="button" disabled>${text(label)}</button>`
    : `<button class="button" type="button" data-item="${text(JSON.stringify(ga4(product)))}" data-added="${added}">${text(label)} <span class="button-price">${shop.money(product.price)}</span></button>`;
  return `<div class="buy">
${button}
<p class="stock ${product.availability}" role="status"><span data-bag-status>${text(note)}</span> <a href="${shop.at("/cart.html")}" data-bag-link hidden>${text(shop.words.product.toBag)}</a></p>
</div>`;
}

function facts(shop, product) {
  const { product: said, skins, concerns } = shop.words;
  const list = (names, values) => shop.list(values.map((value) => names[value]).filter(Boolean));
  const skin = product.skin.includes("all") ? said.every : said.madeFor(list(skins, product.skin));
  const inMind = list(concerns, product.concerns);
  const feel = [said.textures[product.texture], said.finishes[product.finish]].filter(Boolean).join(" ");
  return `<div class="facts">
<details open><summary>${text(said.does)}</summary><p><span${shop.langOf(product.about)}>${shop.said(product.about)}.</span> ${text(skin)} ${text(inMind ? said.inMind(inMind) : "")} ${text(feel)}</p>${notes(shop, product)}</details>
<details><summary>${text(said.use)}</summary><p>${text(CATEGORIES[product.category][shop.locale].use)}</p></details>
<details><summary>${text(said.ingredients)}</summary><ul lang="la" class="inci">${product.ingredients.map((name) => `<li>${text(name)}</li>`).join("")}</ul></details>
</div>`;
}

/** What a scent opens with, becomes, and leaves. */
const notes = (shop, product) => (product.notes ? `<dl class="notes">${Object.entries(product.notes).map(([note, smells]) => `<dt>${text(shop.words.product.notes[note])}</dt><dd>${shop.said(smells)}</dd>`).join("")}</dl>` : "");

const note = (shop) => `<div class="explained"><sillage-slot class="product-note" name="product.note" priority>
<p class="product-note-line"><span data-field="body">${text(shop.words.product.note)}</span></p>
</sillage-slot>${why("product.note")}</div>`;

function article(shop, range, product) {
  const claims = (product.badges ?? product.tags).map((tag) => shop.words.claims[tag]).filter(Boolean);
  const name = shop.said(product.name);
  return `<article class="product">
<div class="product-picture"><img src="/pictures/${product.id}.svg" alt="${text(`${product.line} ${plain(product.name)}, ${product.size}`)}" width="400" height="500" fetchpriority="high"></div>
<div class="product-text">
<p class="eyebrow">${text(product.line)}</p>
<h1${shop.langOf(product.name)}>${name}</h1>
${rating(shop, product)}
<p class="product-claim"${shop.langOf(product.claim)}>${shop.said(product.claim)}</p>
<p class="product-price"><span>${shop.money(product.price)}</span> <small>${text(product.size)}</small></p>
${shades(shop, range, product)}
${note(shop)}
${buy(shop, product)}
${refill(shop, range, product)}
${claims.length ? `<ul class="claims" aria-label="${text(shop.words.product.claims)}">${claims.map((claim) => `<li>${text(claim)}</li>`).join("")}</ul>` : ""}
${facts(shop, product)}
</div>
</article>`;
}

export function productPage(shop, range, product) {
  const { product: said } = shop.words;
  const trail = trailOf(shop, product);
  const name = product.name[shop.locale] ?? plain(product.name);
  return document(shop, {
    path: `/products/${product.id}.html`, type: "product", department: departmentOf(product).path, title: `${product.line} ${name}, ${product.size} · Aurevanne`, description: product.claim[shop.locale] ?? plain(product.claim),
    dataLayer: [{ ecommerce: null }, { event: "view_item", ecommerce: { currency: "EUR", value: product.price, items: [ga4(product)], skin_concern: product.concerns[0] } }],
    linkedData: linkedData(shop, product, trail), preload: `/pictures/${product.id}.svg`, above: crumbs(shop, trail), scripts: ["product"],
    main: [
      article(shop, range, product),
      row(shop, { slot: "product.routine", said: said.routine, products: range.completing(product), max: 6 }),
      story(shop, "product.story"),
      row(shop, { slot: "product.similar", said: said.similar, products: range.similar(product) }),
    ].join("\n\n"),
  });
}
