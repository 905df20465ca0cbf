// The home page.

import { FAVOURITES, FEELINGS } from "./house.mjs";
import { document } from "./layout.mjs";
import { row, SITE, story, text, why } from "./parts.mjs";

const note = (shop) => {
  const said = shop.words.homePage.note;
  return `<aside class="explained" aria-label="${text(shop.words.homePage.news)}">
<sillage-slot class="note" name="home.note" priority>
<p class="note-line"><span><span data-field="body">${text(said.body)}</span> <a href="#new" data-field="action" data-field-href="href">${text(said.action)}</a></span></p>
</sillage-slot>
${why("home.note")}
</aside>
`;
};

const hero = (shop) => {
  const said = shop.words.homePage.hero;
  return `<div class="explained"><sillage-slot class="hero-place" name="home.hero" priority>
<section class="hero">
<img class="hero-picture" data-field="image" src="/pictures/hero-house.svg" alt="" width="1200" height="1100" fetchpriority="high">
<div class="hero-text">
<p class="eyebrow" data-field="eyebrow">${text(said.eyebrow)}</p>
<h2 data-field="title">${text(said.title)}</h2>
<p data-field="body">${text(said.body)}</p>
<a class="button" href="#favourites" data-field="action" data-field-href="href">${text(said.action)}</a>
</div>
</section>
</sillage-slot>${why("home.hero")}</div>`;
};

const promises = ({ words: { homePage } }) => `<ul class="promises" aria-label="${text(homePage.promises)}">
${homePage.promiseLines.map(([name, line]) => `<li><b>${text(name)}</b> ${text(line)}</li>`).join("\n")}
</ul>`;

const feelings = (shop) => {
  const said = shop.words.homePage.feelings;
  const one = ([id, line, { [shop.locale]: [feeling, purpose] }]) => `<li><a href="${shop.at(`/products/${id}.html`)}"><img src="/pictures/${id}.svg" alt="" width="400" height="400" loading="lazy"><strong>${text(feeling)}</strong> <span>${text(`${line}, ${purpose}`)}</span></a></li>`;
  return `<section class="section" aria-labelledby="feelings">
<div class="section-head"><div><p class="eyebrow">${text(said.eyebrow)}</p><h2 id="feelings">${text(said.title)}</h2></div> <a href="${shop.at("/skin-finder.html")}">${text(said.finder)}</a></div>
<ul class="lines">
${FEELINGS.map(one).join("\n")}
</ul>
</section>`;
};

const linkedData = (shop) => {
  const house = `${SITE}/#house`;
  return [
    { "@type": "Organization", "@id": house, name: "Aurevanne", url: `${SITE}/`, logo: `${SITE}/pictures/mark.svg` },
    { "@type": "WebSite", url: SITE + shop.at("/"), name: "Aurevanne", inLanguage: shop.locale, publisher: { "@id": house } },
    { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, name: "Aurevanne", item: SITE + shop.at("/") }] },
  ];
};

export function homePage(shop, range) {
  const { homePage: said } = shop.words;
  return document(shop, {
    path: "/", type: "home", title: said.title, description: said.description, linkedData: linkedData(shop), before: note(shop),
    main: [
      hero(shop),
      promises(shop),
      row(shop, { slot: "home.recommended", id: "favourites", said: said.favourites, products: range.named(FAVOURITES), more: ` <a href="${shop.at("/shop/skincare.html")}">${text(said.favourites.all)}</a>` }),
      story(shop, "home.story"),
      feelings(shop),
      `<div id="recently">${row(shop, { slot: "home.recent", id: "new", said: said.news2, products: range.newest() })}</div>`,
    ].join("\n\n"),
  });
}
