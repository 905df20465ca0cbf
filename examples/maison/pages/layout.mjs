// What stands around every page: head with Sillage's tags, skip link, consent, header, footer.

import { DEPARTMENTS, departmentPath } from "./house.mjs";
import { json, SITE, text } from "./parts.mjs";

const MARK = '<svg viewBox="0 0 220 24" width="208" height="23" aria-hidden="true"><path d="M3 18.9L9.7 3L16.4 18.9M5.4 13.5H14M30.7 3V13.3A5.6 5.6 0 0 0 41.8 13.3V3M56.1 18.9V3H60.6A4.1 4.1 0 0 1 60.6 11.3H56.1M60.2 11.3L65.6 18.9M87.9 3H80V18.9H87.9M80 10.6H86.8M102.2 3L108.6 18.9L114.9 3M129.2 18.9L135.9 3L142.6 18.9M131.6 13.5H140.2M156.9 18.9V3L168.7 18.9V3M183 18.9V3L194.7 18.9V3M217 3H209.1V18.9H217M209.1 10.6H215.9"/></svg>';

/** The same on every page. The server fills in the key, and the name of the file that the pointer names. */
const TAGS = `<!-- Sillage -->
<script async fetchpriority="high" src="/p/sillage.js" data-bundle="/p/bundle/bundle.json" data-bundle-key="%BUNDLE_KEY%" data-slot-timeout="1000" data-consent="auto" data-capture="datalayer jsonld"></script>
<link rel="preload" as="fetch" type="application/wasm" crossorigin href="/p/sillage.wasm">
<link rel="preload" as="fetch" crossorigin href="/p/bundle/bundle.json">
<link rel="preload" as="fetch" crossorigin href="/p/bundle/%BUNDLE_START%">
<!-- /Sillage -->`;

const links = (shop, current) => DEPARTMENTS
  .map((department) => `<li><a href="${shop.at(departmentPath(department))}"${current === department.path ? ' aria-current="true"' : ""}>${text(department[shop.locale].title)}</a></li>`).join("\n");

function header(shop, { path, type, department }) {
  const { words, at } = shop;
  const mark = type === "home" ? "h1" : "p";
  const other = shop.locale === "en" ? { href: `/fr${path}`, lang: "fr", label: "FR, Français" } : { href: path, lang: "en", label: "EN, English" };
  return `<header class="head">
<${mark} class="mark"><a href="${at("/")}" aria-label="${text(words.house)}">${MARK}</a></${mark}>
<nav class="menu" aria-label="${text(words.menu)}"><ul>
${links(shop, department)}
</ul></nav>
<ul class="tools" aria-label="${text(words.tools)}">
<li><a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}" aria-label="${other.label}">${other.label.slice(0, 2)}</a></li>
<li><a href="${at("/account.html")}" data-account>${text(words.account)}</a></li>
<li><a class="bag" href="${at("/cart.html")}">${text(words.bag)} <span class="bag-count" data-bag-count>0</span></a></li>
</ul>
</header>`;
}

function footer(shop) {
  const { foot, consent } = shop.words;
  const { at } = shop;
  const lines = (list) => list.map((line) => `<li>${text(line)}</li>`).join("\n");
  return `<footer class="foot">
<div class="foot-columns">
<div><h2>${text(foot.departments)}</h2><ul>
${links(shop)}
</ul></div>
<div><h2>${text(foot.you)}</h2><ul>
<li><a href="${at("/skin-finder.html")}">${text(foot.finder)}</a></li>
<li><a href="${at("/account.html")}">${text(foot.account)}</a></li>
<li><a href="${at("/cart.html")}">${text(foot.bag)}</a></li>
<li><a href="${at("/privacy.html")}">${text(foot.privacy)}</a></li>
<li class="scripted"><button class="plain" type="button" data-consent-open>${text(consent.change)}</button></li>
</ul></div>
<div><h2>${text(foot.service)}</h2><ul>
${lines(foot.serviceLines)}
</ul></div>
<div><h2>${text(foot.house)}</h2><ul>
${lines(foot.houseLines)}
</ul></div>
</div>
<p class="foot-end">${text(foot.end)}</p>
</footer>`;
}

/** Shown by the shop's script until it is answered; without the script nothing is remembered, and nothing need be asked. */
const consent = (shop) => {
  const said = shop.words.consent;
  return `<section class="consent" aria-label="${text(said.title)}" data-consent>
<p>${text(said.text)} <a href="${shop.at("/privacy.html")}">${text(said.more)}</a></p>
<div class="consent-answers"><button class="button" type="button" data-consent-answer="granted">${text(said.yes)}</button> <button class="button quiet" type="button" data-consent-answer="denied">${text(said.no)}</button></div>
</section>`;
};

/**
 * A whole page.
 * @param {object} page
 * @param {string} page.path without the language
 * @param {string} page.type as the data layer spells it
 * @param {object[]} page.dataLayer what the server of a real shop writes into the page, after the page's type
 * @param {string} page.main
 * @param {string} [page.before] between the skip link and the header
 * @param {string} [page.above] between the header and the main part
 * @param {object[]} [page.linkedData] nodes of JSON-LD
 * @param {string} [page.preload] address of the largest picture in the first view
 * @param {string[]} [page.scripts] what the page needs of the shop's own scripts; each waits for the part of the page that it fills
 * @param {boolean} [page.isPrivate] not for search engines
 */
export function document(shop, page) {
  const { at, locale, words } = shop;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(page.title)}</title>
<meta name="description" content="${text(page.description)}">
${page.isPrivate ? '<meta name="robots" content="noindex">' : `<link rel="canonical" href="${SITE}${at(page.path)}">
<link rel="alternate" hreflang="en" href="${SITE}${page.path}">
<link rel="alternate" hreflang="fr" href="${SITE}/fr${page.path}">`}
<link rel="icon" href="/pictures/mark.svg" type="image/svg+xml">
<link rel="expect" href="#main" blocking="render">
<link rel="stylesheet" href="/store.css">
${page.preload ? `<link rel="preload" as="image" href="${page.preload}">\n` : ""}<script type="application/json" id="data-layer">${json([{ page_type: page.type }, ...(page.dataLayer ?? [])])}</script>
${["/store.js", ...(page.scripts ?? []).map((name) => `/scripts/${name}.js`)].map((path) => `<script src="${path}"></script>`).join("\n")}
${TAGS}
${page.linkedData ? `<script type="application/ld+json">${json({ "@context": "https://schema.org", "@graph": page.linkedData })}</script>\n` : ""}</head>
<body data-page="${page.type}">
<a class="skip" href="#main">${text(words.skip)}</a>
${consent(shop)}
${page.before ?? ""}${header(shop, page)}
${page.above ?? ""}<main id="main">
${page.main}
</main>
${footer(shop)}
</body>
</html>
`;
}
