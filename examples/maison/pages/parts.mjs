// Pieces that every page is made of: text made safe, prices, cards of products, slots and what stands beside them.

import en from "./words.en.mjs";
import fr from "./words.fr.mjs";

export const SITE = "https://aurevanne.example";
const WORDS = { en, fr };
const CURRENCY = "EUR";

export const text = (value) => String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
export const json = (value) => JSON.stringify(value, null, 1).replace(/</g, "\\u003c");

/** One language of the shop: its words, its addresses, its way to write money and to say what only another language says. */
export function inLocale(locale) {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: CURRENCY });
  const list = new Intl.ListFormat(locale);
  return {
    locale, words: WORDS[locale],
    at: (path) => (locale === "en" ? path : `/${locale}${path}`),
    money: (value) => money.format(value),
    number: (value) => value.toLocaleString(locale),
    list: (values) => list.format(values),
    /** A text that is one string for all languages, or one of each. */
    said: (value) => text(value?.[locale] ?? value?.en ?? value ?? ""),
    /** Says to a screen reader which language a text is in, where that is not the page's. */
    langOf: (value) => (locale === "en" || value?.[locale] ? "" : ' lang="en"'),
  };
}

/** What GA4 calls an item. */
export const ga4 = (product, more) => ({ item_id: product.id, item_name: product.name.en ?? product.name, item_brand: product.line, item_category: product.category, item_variant: product.shadeName, price: product.price, quantity: 1, ...more });

/** @param {object} [more] attributes of the list item and the level of the heading */
export const card = (shop, product, { attributes = "", level = 3 } = {}) => `<li class="card"${attributes}>
<div class="card-picture"><img src="/pictures/${product.id}.svg" alt="" width="400" height="500" loading="lazy"></div>
<p class="card-line">${text(product.line)}</p>
<h${level} class="card-name"><a href="${shop.at(`/products/${product.id}.html`)}"${shop.langOf(product.name)}>${shop.said(product.name)}</a></h${level}>
<p class="card-price">${shop.money(product.price)}</p>
</li>`;
export const cards = (shop, products, more) => products.map((product) => card(shop, product, more)).join("\n");

const cardTemplate = (shop) => `<template data-item><li class="card">
<div class="card-picture"><img data-field-image="image" src="/pictures/mark.svg" alt="" width="400" height="500" loading="lazy"><p class="card-because" data-field="because"></p></div>
<p class="card-line" data-field="brand"></p>
<h3 class="card-name"><a href="/" data-field="name" data-field-href="href"${shop.locale === "en" ? "" : ' lang="en"'}></a></h3>
<p class="card-price" data-field="price"></p>
</li></template>`;

/** The button by which a slot explains itself. It takes no room of its own, so nothing moves when it appears. */
export const why = (slot) => `<sillage-why for="${slot}"></sillage-why>`;

const eyebrow = (said) => (said ? `<p class="eyebrow" data-field="eyebrow">${text(said)}</p>` : "");

/** A row of products whose default content is the shop's own. One that stands in the first view is held until it is decided. */
export const row = (shop, { slot, id, said, products, max = 8, more = "", isHeld }) => `<section class="section explained"${id ? ` id="${id}"` : ""} aria-label="${text(said.title)}">
<sillage-recs name="${slot}" max="${max}"${isHeld ? " priority" : ""}>
<div class="section-head"><div>${eyebrow(said.eyebrow)}<h2 data-field="title">${text(said.title)}</h2></div>${more}</div>
<ul class="row" data-items>
${cards(shop, products)}
</ul>
${cardTemplate(shop)}
</sillage-recs>
${why(slot)}
</section>`;

/** The editorial card. */
export const story = (shop, slot) => {
  const said = shop.words.story;
  return `<div class="explained"><sillage-slot class="story-place" name="${slot}" late="swap">
<section class="story">
<img data-field="image" src="/pictures/story-garden.svg" alt="" width="1200" height="1100" loading="lazy">
<div class="story-text">
${eyebrow(said.eyebrow)}
<h2 data-field="title">${text(said.title)}</h2>
<p data-field="body">${text(said.body)}</p>
<a href="${shop.at("/products/figue-d-ombre-eau-de-parfum-50.html")}" data-field="action" data-field-href="href">${text(said.action)}</a>
</div>
</section>
</sillage-slot>${why(slot)}</div>`;
};

/** The way here, last the page itself. */
export const crumbs = (shop, trail) => `<nav class="crumbs" aria-label="${text(shop.words.breadcrumb)}"><ol>${trail
  .map(([name, path], index) => (index === trail.length - 1 ? `<li aria-current="page">${text(name)}</li>` : `<li><a href="${shop.at(path)}">${text(name)}</a></li>`)).join("")}</ol></nav>`;

export const breadcrumbs = (shop, trail) => ({
  "@type": "BreadcrumbList", itemListElement: trail.map(([name, path], index) => ({ "@type": "ListItem", position: index + 1, name, item: SITE + shop.at(path) })),
});
