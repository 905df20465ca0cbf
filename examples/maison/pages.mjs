// Writes the pages of the demo shop, in English and French, from the range and the words under `pages/`.
//
// Usage: node examples/maison/pages.mjs www/store

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { finderPage, privacyPage } from "./pages/content.mjs";
import { homePage } from "./pages/home.mjs";
import { categoryPath, DEPARTMENTS, departmentPath, hasCategoryPages } from "./pages/house.mjs";
import { categoryPage, departmentPage } from "./pages/listing.mjs";
import { inLocale } from "./pages/parts.mjs";
import { productPage } from "./pages/product.mjs";
import { rangeOf } from "./pages/range.mjs";
import { accountPage, cartPage, orderPage } from "./pages/visitor.mjs";

const LOCALES = ["en", "fr"];

const out = process.argv[2];
if (!out) {
  console.error("usage: node examples/maison/pages.mjs STORE");
  process.exit(2);
}
const lines = readFileSync(new URL("products.jsonl", import.meta.url), "utf8").trim().split("\n");
const range = rangeOf(lines.map((line) => JSON.parse(line)));

/** Every page by its path, without the language. */
const pagesOf = (shop) => ({
  "/index.html": homePage(shop, range),
  "/cart.html": cartPage(shop, range),
  "/order.html": orderPage(shop, range),
  "/account.html": accountPage(shop, range),
  "/skin-finder.html": finderPage(shop, range),
  "/privacy.html": privacyPage(shop),
  ...Object.fromEntries(DEPARTMENTS.map((department) => [departmentPath(department), hasCategoryPages(department) ? departmentPage(shop, range, department) : categoryPage(shop, range, department, department.categories[0])])),
  ...Object.fromEntries(DEPARTMENTS.filter(hasCategoryPages).flatMap((department) => department.categories.map((category) => [categoryPath(category), categoryPage(shop, range, department, category)]))),
  ...Object.fromEntries(range.products.map((product) => [`/products/${product.id}.html`, productPage(shop, range, product)])),
});

// Products that left the range leave the shop.
for (const folder of ["fr", "products", "shop"]) rmSync(join(out, folder), { recursive: true, force: true });

let written = 0;
for (const locale of LOCALES) {
  const shop = inLocale(locale);
  for (const [path, page] of Object.entries(pagesOf(shop))) {
    const file = join(out, shop.at(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page);
    written += 1;
  }
}
console.log(`${written} pages written`);
