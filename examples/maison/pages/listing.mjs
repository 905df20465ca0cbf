// Pages that list products: a department with its categories, and one category with its filters.

import { CATEGORIES, categoryPath, departmentPath, hasCategoryPages } from "./house.mjs";
import { document } from "./layout.mjs";
import { breadcrumbs, card, crumbs, ga4, row, text, why } from "./parts.mjs";

/** How many of a category a department shows before it links to the category's own page. */
const GLIMPSE = 4;

const head = (title, words) => `<div class="shop-head"><h1>${text(title)}</h1><p>${text(words)}</p></div>`;

function invitation(shop, { invitation: { href, image, [shop.locale]: said } }) {
  return `<div class="explained"><sillage-slot class="banner-place" name="category.hero" priority>
<section class="banner">
<img data-field="image" src="${image}" alt="" width="1200" height="1100" fetchpriority="high">
<div class="banner-text">
<p class="eyebrow" data-field="eyebrow">${text(said.eyebrow)}</p>
<h2 data-field="title">${text(said.title)}</h2>
<p data-field="body">${text(said.body)}</p>
<a href="${shop.at(href)}" data-field="action" data-field-href="href">${text(said.action)}</a>
</div>
</section>
</sillage-slot>${why("category.hero")}</div>`;
}

const best = (shop, products) => row(shop, { slot: "category.recommended", said: shop.words.list.best, products, max: 6 });

const siblings = (shop, department, current) => `<nav class="siblings" aria-label="${text(shop.words.list.categories)}"><ul>
${department.categories.map((category) => `<li><a href="${shop.at(categoryPath(category))}"${category === current ? ' aria-current="page"' : ""}>${text(CATEGORIES[category][shop.locale].title)}</a></li>`).join("\n")}
</ul></nav>`;

const listed = (id, name, products) => [
  { ecommerce: null },
  { event: "view_item_list", ecommerce: { currency: "EUR", item_list_id: id, item_list_name: name, items: products.map((product, index) => ga4(product, { index })) } },
];

/** A native choice; those that would leave everything as it is are not offered. */
const choice = (id, label, any, options) => (options.length < 2 ? "" : `<label>${text(label)}<select name="${id}"><option value="">${text(any)}</option>${options.map(([value, name]) => `<option value="${value}">${text(name)}</option>`).join("")}</select></label>`);

function filters(shop, products) {
  const said = shop.words.list;
  const offered = (names, values) => Object.entries(names).filter(([value]) => values.includes(value)).map(([value, name]) => [value, name[0].toUpperCase() + name.slice(1)]);
  const count = text(JSON.stringify([said.countOne, said.countMany]));
  return `<form class="filters scripted" data-filters aria-label="${text(said.filter)}">
${choice("skin", said.skin, said.any, offered(shop.words.skins, products.flatMap(({ skin }) => skin)))}
${choice("concern", said.concern, said.any, offered(shop.words.concerns, products.flatMap(({ concerns }) => concerns)))}
<label>${text(said.order)}<select name="order"><option value="">${text(said.popular)}</option><option value="cheap">${text(said.cheap)}</option><option value="dear">${text(said.dear)}</option></select></label>
<p role="status" data-count="${count}">${text(said.count(products.length))}</p>
</form>
<p class="nothing" data-nothing hidden>${text(said.none)} <button class="plain" type="button" data-reset>${text(said.reset)}</button></p>`;
}

const filtered = (product) => ` data-id="${product.id}" data-skin="${product.skin.join(" ")}" data-concern="${product.concerns.join(" ")}" data-price="${product.price}"`;

export function categoryPage(shop, range, department, category) {
  const { title, use } = CATEGORIES[category][shop.locale];
  const isWhole = !hasCategoryPages(department);
  const path = isWhole ? departmentPath(department) : categoryPath(category);
  const trail = [[shop.words.home, "/"], ...(isWhole ? [] : [[department[shop.locale].title, departmentPath(department)]]), [title, path]];
  const products = range.of(category);
  return document(shop, {
    path, type: "category", department: department.path, title: `${title} · Aurevanne`, description: use, above: crumbs(shop, trail), linkedData: [breadcrumbs(shop, trail)], scripts: ["list"],
    dataLayer: listed(category, CATEGORIES[category].en.title, products), preload: department.invitation.image,
    main: [
      head(title, isWhole ? department[shop.locale].text : use),
      isWhole ? "" : siblings(shop, department, category),
      invitation(shop, department),
      `<section class="section" aria-labelledby="all"><div class="section-head"><h2 id="all">${text(shop.words.list.all(title))}</h2></div>
${filters(shop, products)}
<ul class="grid" data-list>
${products.map((product) => card(shop, product, { attributes: filtered(product) })).join("\n")}
</ul></section>`,
      best(shop, products.filter(({ availability }) => availability === "in_stock").slice(0, 6)),
    ].join("\n\n"),
  });
}

export function departmentPage(shop, range, department) {
  const { title, text: words } = department[shop.locale];
  const path = departmentPath(department);
  const trail = [[shop.words.home, "/"], [title, path]];
  const glimpse = (category) => range.of(category).slice(0, GLIMPSE);
  const sections = department.categories.map((category) => {
    const name = CATEGORIES[category][shop.locale].title;
    return `<section class="section" aria-labelledby="${category}"><div class="section-head"><h2 id="${category}">${text(name)}</h2> <a href="${shop.at(categoryPath(category))}">${text(shop.words.list.all(name))} (${range.of(category).length})</a></div>
<ul class="grid" data-list>
${glimpse(category).map((product) => card(shop, product, { attributes: ` data-id="${product.id}"` })).join("\n")}
</ul></section>`;
  });
  const popular = range.popular(department.categories, 6);
  return document(shop, {
    path, type: "category", department: department.path, title: `${title} · Aurevanne`, description: words, above: crumbs(shop, trail), linkedData: [breadcrumbs(shop, trail)], scripts: ["list"],
    dataLayer: listed(department.path, department.en.title, department.categories.flatMap(glimpse)), preload: department.invitation.image,
    main: [head(title, words), siblings(shop, department), invitation(shop, department), sections[0], best(shop, popular), ...sections.slice(1)].join("\n\n"),
  });
}
