// Pages of words: the skin finder and what is remembered. Both hold elements of Sillage with the shop's own content in them,
// which shows where those elements cannot.

import { document } from "./layout.mjs";
import { cards, crumbs, text } from "./parts.mjs";

export function finderPage(shop, range) {
  const { finder: said, home } = shop.words;
  const trail = [[home, "/"], [said.title, "/skin-finder.html"]];
  const line = ([id, feeling, words]) => {
    const product = range.one(id);
    return `<li><img src="/pictures/${id}.svg" alt="" width="400" height="500" loading="lazy"><h3>${text(feeling)}</h3><p>${text(words)}</p><a href="${shop.at(`/products/${id}.html`)}">${text(said.action.replace("{line}", product.line))}</a></li>`;
  };
  return document(shop, {
    path: "/skin-finder.html", type: "content", title: `${said.title} · Aurevanne`, description: said.description, above: crumbs(shop, trail),
    main: `<div class="flow-place"><div><h1>${text(said.title)}</h1>
<sillage-flow name="skin-finder">
<h2 class="flow-title">${text(said.default)}</h2>
<ul class="begin">
${said.lines.filter(([id]) => range.one(id)).map(line).join("\n")}
</ul>
</sillage-flow></div>
<img src="/pictures/hero-welcome.svg" alt="" width="1200" height="1100" loading="lazy"></div>
<section class="section" aria-labelledby="most-loved"><div class="section-head"><div><p class="eyebrow">${text(said.best.eyebrow)}</p><h2 id="most-loved">${text(said.best.title)}</h2></div></div>
<ul class="row">
${cards(shop, range.popular(["cleanser", "toner", "serum", "moisturiser", "sunscreen"], 8))}
</ul></section>`,
  });
}

export function privacyPage(shop) {
  const { privacy: said, home, consent } = shop.words;
  const trail = [[home, "/"], [said.title, "/privacy.html"]];
  return document(shop, {
    path: "/privacy.html", type: "content", title: `${said.title} · Aurevanne`, description: said.description, above: crumbs(shop, trail),
    main: `<div class="shop-head"><h1>${text(said.title)}</h1><p>${text(said.text)}</p></div>
<div class="words">
${said.sections.map(([title, words]) => `<section><h2>${text(title)}</h2><p>${text(words)}</p></section>`).join("\n")}
<p class="scripted"><button class="button" type="button" data-consent-open>${text(consent.change)}</button></p>
<section class="privacy" aria-label="${text(said.panel)}">
<sillage-privacy><h2>${text(said.panel)}</h2>
<p>${text(said.default)}</p></sillage-privacy>
</section>
</div>`,
  });
}
