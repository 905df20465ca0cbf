// Writes what the project `beauty` is built from: `node beauty.prepare.mjs DATA OUT`.
//
// `catalogue.jsonl` has every item with its first attribute as category. `log.txt` has the purchases of every other visitor
// but their last one, which goes to `last.json` by line; training on all visitors would take twice as long and show no more.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [data, out] = process.argv.slice(2)
const read = (file) => readFileSync(join(data, file), 'utf8')
const write = (file, text) => writeFileSync(join(out, file), text)

const lines = read('beauty_train.txt').trimEnd().split('\n').filter((_, index) => index % 2 === 0)
const visitors = lines.map((line) => line.trim().split(/\s+/))
const histories = visitors.map((items) => items.slice(0, -1))

const bought = new Map()
for (const item of histories.flat()) bought.set(item, (bought.get(item) ?? 0) + 1)

const card = ([id, [category]]) => ({ id, name: id, category: String(category), popularity: bought.get(id) ?? 0 })
const cards = Object.entries(JSON.parse(read('beauty_item_attributes.json'))).map(card)

write('catalogue.jsonl', cards.map((one) => JSON.stringify(one) + '\n').join(''))
write('log.txt', histories.map((items) => items.join(' ') + '\n').join(''))
write('last.json', JSON.stringify(visitors.map((items) => items.at(-1))))
