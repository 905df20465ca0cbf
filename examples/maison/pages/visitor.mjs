// Pages about the shopper's own things: bag, order, account. What is hers is filled in on her device by `www/store/scripts/`;
// a page holds the places and the words for it, and its own content for everybody.

import { ROUTINE } from "./house.mjs";
import { document } from "./layout.mjs";
import { row, text, why } from "./parts.mjs";

const QUANTITIES = [1, 2, 3, 4, 5, 6];

const noscript = (shop) => `<noscript><p class="nothing">${text(shop.words.needsScript)}</p></noscript>`;

/** One thing of the bag or of an order, which a script clones and fills. */
const lineTemplate = (shop, said, controls = "") => `<template data-line><li class="line">
<img data-line-picture src="/pictures/mark.svg" alt="" width="400" height="500">
<p class="card-line" data-line-brand></p>
<p class="line-name"><a href="/" data-line-name${shop.locale === "en" ? "" : ' lang="en"'}></a></p>
${controls || `<p class="line-quantity">${text(said.quantity)} <span data-line-quantity></span></p>`}
<p class="line-sum" data-line-sum></p>
</li></template>`;

const controls = (said) => `<div class="line-controls"><select data-line-quantity aria-label="${text(said.quantity)}">${QUANTITIES.map((n) => `<option>${n}</option>`).join("")}</select>
<button class="plain" type="button" data-line-remove>${text(said.remove)}</button></div>`;

const sums = (said) => `<dl class="sums">
<div><dt>${text(said.subtotal)}</dt><dd data-sum></dd></div>
<div><dt>${text(said.delivery)}</dt><dd>${text(said.free)}</dd></div>
<div class="sums-total"><dt>${text(said.total)}</dt><dd data-sum></dd></div>
</dl>`;

export function cartPage(shop, range) {
  const { cart: said } = shop.words;
  return document(shop, {
    path: "/cart.html", type: "cart", title: `${said.title} · Aurevanne`, description: said.title, isPrivate: true, scripts: ["lines", "cart"],
    main: `<div class="shop-head"><h1>${text(said.title)}</h1></div>
<div class="explained cart-note-place"><sillage-slot class="line-note" name="cart.note" priority>
<p class="line-note-line"><span><span data-field="body">${text(said.note.body)}</span> <a href="${shop.at("/")}" data-field="action" data-field-href="href">${text(said.note.action)}</a></span></p>
</sillage-slot>${why("cart.note")}</div>
${noscript(shop)}
<div class="cart scripted" data-cart>
<section aria-labelledby="lines"><h2 class="unseen" id="lines">${text(said.lines)}</h2>
<ul class="bag-lines" data-lines></ul>
${lineTemplate(shop, said, controls(said))}
</section>
<section class="summary" aria-labelledby="summary"><h2 id="summary">${text(said.summary)}</h2>
${sums(said)}
<p class="small">${text(said.tax)}</p>
<button class="button" type="button" data-place="${shop.at("/order.html")}">${text(said.place)} <small>(${text(said.nothing)})</small></button>
</section>
</div>
<p class="unseen" role="status" data-cart-status data-removed="${text(said.removed)}" data-changed="${text(said.changed)}"></p>
<section class="empty" data-empty aria-labelledby="empty"><h2 id="empty" tabindex="-1">${text(said.empty)}</h2><p>${text(said.emptyText)}</p><a class="button" href="${shop.at("/shop/skincare.html")}">${text(said.begin)}</a></section>
${row(shop, { slot: "cart.complete", said: said.complete, products: range.popular(["serum", "moisturiser", "sunscreen", "lip", "fragrance", "body"], 6), max: 6, isHeld: true })}`,
  });
}

export function orderPage(shop, range) {
  const { order: said, cart } = shop.words;
  return document(shop, {
    path: "/order.html", type: "order", title: `${said.title} · Aurevanne`, description: said.title, isPrivate: true, scripts: ["lines", "order"],
    main: `<div class="shop-head"><h1>${text(said.title)}</h1></div>
${noscript(shop)}
<div class="order scripted" data-order>
<div class="explained thanks-place"><sillage-slot class="thanks" name="order.thanks" priority>
<div class="thanks-text"><img src="/pictures/story-refill.svg" alt="" width="1200" height="1100">
<p class="eyebrow" data-field="eyebrow">${text(said.thanks.eyebrow)}</p>
<h2 data-field="title">${text(said.thanks.title)}</h2>
<p data-field="body">${text(said.thanks.body)}</p></div>
</sillage-slot>${why("order.thanks")}</div>
<section class="summary" aria-labelledby="packing"><h2 id="packing">${text(said.lines)}</h2>
<dl class="sums"><div><dt>${text(said.number)}</dt><dd data-order-number></dd></div><div><dt>${text(said.date)}</dt><dd data-order-date></dd></div></dl>
<ul class="bag-lines" data-lines></ul>
${lineTemplate(shop, said)}
${sums(cart)}
<p class="small">${text(said.print)}</p>
</section>
</div>
<section class="empty" data-empty aria-labelledby="none"><h2 id="none">${text(said.none)}</h2><p>${text(said.noneText)}</p><a class="button" href="${shop.at("/cart.html")}">${text(said.toBag)}</a></section>
${row(shop, { slot: "order.next", said: said.next, products: range.newest(), isHeld: true })}`,
  });
}

const member = (said, id, [name, about], current) => `<li><button type="button" data-member="${id}" aria-pressed="false"><span>${text(name)}</span> ${about ? `<small>${text(about)}</small>` : ""} <small class="member-current">${text(current)}</small></button></li>`;

export function accountPage(shop, range) {
  const { accountPage: said } = shop.words;
  return document(shop, {
    path: "/account.html", type: "account", title: `${said.title} · Aurevanne`, description: said.title, isPrivate: true, scripts: ["account"],
    main: `<div class="shop-head"><h1>${text(said.title)}</h1></div>
<div class="account">
<div class="explained welcome-place"><sillage-slot class="welcome" name="account.welcome" priority>
<div class="welcome-text"><p class="eyebrow" data-field="eyebrow">${text(said.welcome.eyebrow)}</p>
<h2 data-field="title">${text(said.welcome.title)}</h2>
<p data-field="body">${text(said.welcome.body)}</p>
<a href="${shop.at("/privacy.html")}" data-field="action" data-field-href="href">${text(said.welcome.action)}</a></div>
</sillage-slot>${why("account.welcome")}</div>
<section class="members scripted" aria-labelledby="members"><h2 id="members">${text(said.as)}</h2>
<ul>
${member(said, "", [said.guest], said.current)}
${Object.entries(said.members).map(([id, about]) => member(said, id, about, said.current)).join("\n")}
</ul></section>
<section class="orders" aria-labelledby="orders"><h2 id="orders">${text(said.orders)}</h2>
<ul data-orders></ul>
<p data-no-orders>${text(said.noOrders)}</p>
<template data-order-template><li><span data-order-date></span> <span data-order-things></span> <span data-order-sum></span></li></template>
</section>
</div>
${row(shop, { slot: "account.routine", said: said.routine, products: range.named(ROUTINE), max: 6, isHeld: true })}
${row(shop, { slot: "account.refill", said: said.refill, products: range.refills().slice(0, 8) })}`,
  });
}
