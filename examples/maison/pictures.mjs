// Draws every picture of the demo shop as SVG: one of each product, the still lifes of the home page, the marks.
//
// Usage: node examples/maison/pictures.mjs www/store/pictures

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { MARK } from "./studio/marks.mjs";
import { picture } from "./studio/scene.mjs";
import { STILL_LIFES, stillLife } from "./studio/still-lifes.mjs";

const LARGEST = 7_000;

const outdir = process.argv[2];
if (!outdir) {
  console.error("usage: node examples/maison/pictures.mjs OUTDIR");
  process.exit(2);
}
const products = readFileSync(new URL("products.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line));

mkdirSync(outdir, { recursive: true });
for (const product of products) {
  const svg = picture(product);
  if (Buffer.byteLength(svg) >= LARGEST) throw new Error(`the picture of ${product.id} has ${Buffer.byteLength(svg)} bytes, ${LARGEST} at most`);
  writeFileSync(join(outdir, `${product.id}.svg`), svg);
}
const byId = new Map(products.map((product) => [product.id, product]));
for (const [name, scene] of Object.entries(STILL_LIFES)) writeFileSync(join(outdir, `${name}.svg`), stillLife(scene, byId));
writeFileSync(join(outdir, "mark.svg"), MARK);
console.log(`${products.length} products and ${Object.keys(STILL_LIFES).length} still lifes drawn`);
