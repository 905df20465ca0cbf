// Writes `target/bench/`: a project with 12,000 items, sequences of 20,000 visitors, and a merchant feed of 12,000 rows.
// The same bytes every time.

import { mkdirSync, writeFileSync } from 'node:fs'
import { seeded } from './measure.mjs'

const ITEMS = 12_000, CATEGORIES = 40, VISITORS = 20_000
const random = seeded(12_000)
const whole = (bound) => Math.floor(random() * bound)
const folder = new URL('../target/bench/', import.meta.url)
const write = (name, text) => writeFileSync(new URL(name, folder), text)
const numbered = (count, line) => Array.from({ length: count }, (_, number) => line(number)).join('\n') + '\n'

const card = (number) => JSON.stringify({
  id: `P${number}`, name: `Product ${number}`, brand: `Brand ${number % 150}`, category: `category-${number % CATEGORIES}`,
  price: (number % 90) + 1.9, url: `/p/${number}.html`, image: `/pictures/${number}.jpg`, availability: 'in_stock', popularity: whole(1_000),
})

/** Two to seventeen items, most near each other within a category, the early ones of a category oftener. */
function sequence() {
  const category = whole(CATEGORIES)
  let rank = Math.floor(random() ** 2 * (ITEMS / CATEGORIES))
  return Array.from({ length: 2 + whole(16) }, () => {
    rank = Math.min(ITEMS / CATEGORIES - 1, Math.abs(rank + whole(9) - 4))
    return random() < 0.1 ? `P${whole(ITEMS)}` : `P${rank * CATEGORIES + category}`
  }).join(' ')
}

const row = (number) => `P${number}\tProduct ${number}\thttps://shop.example/p/${number}\thttps://cdn.example/${number}.jpg\t${(number % 90) + 1}.90 EUR\tin_stock\tA > B\tMaison`

mkdirSync(new URL('project/copy/', folder), { recursive: true })
write('project/sillage.yaml', 'name: bench\nlocales: [en]\ncurrency: EUR\ncatalogue: catalogue.jsonl\nmodel: model.bin\n')
write('project/copy/en.yaml', 'copy: {}\n')
write('project/slots.yaml', 'slots:\n  recommended: {fields: {title: text}, strategy: for_you}\n')
write('project/strategies.yaml', 'strategies:\n  for_you: {source: personal, limit: 8, minimum: 1}\n')
write('project/catalogue.jsonl', numbered(ITEMS, card))
write('sequences.txt', numbered(VISITORS, sequence))
write('feed.tsv', 'id\ttitle\tlink\timage_link\tprice\tavailability\tproduct_type\tbrand\n' + numbered(ITEMS, row))
