// A visitor opens the home page, a product, another product, and the home page again: everything is decided and rendered,
// and the second look at the home page shows something personal.

import { judgeSlots, photograph } from './slots.mjs';
import { mistakes, openVisitor } from './visitor.mjs';

export async function walkPages(browser, address, width) {
  const visitor = await openVisitor(browser, { address, width });
  await look(visitor, address, '/', 'home');
  const products = await productLinks(visitor.page, address);
  if (products.length < 2) mistakes.push(`the home page at ${width} px links to ${products.length} products, not to two`);
  for (const [index, product] of products.entries()) await look(visitor, address, product, `product-${index + 1}`);
  const again = await look(visitor, address, '/', 'home-again');
  if (!again.some((slot) => slot.state === 'ready')) {
    mistakes.push(`the home page at ${width} px shows nothing personal after two products`);
  }
  await visitor.close();
}

async function productLinks(page, address) {
  const links = await page.$$eval('a[href*="/products/"]', (found) => found.map((link) => link.href));
  return [...new Set(links.filter((link) => new URL(link).origin === address.origin))].slice(0, 2);
}

async function look(visitor, address, path, name) {
  await visitor.page.goto(new URL(path, address).href, { waitUntil: 'load' });
  const slots = await judgeSlots(visitor);
  console.log(`${name} ${visitor.width} px: ${slots.map(({ name, state, reason }) => `${name} ${state} ${reason}`).join(', ')}`);
  await photograph(visitor, name);
  return slots;
}
