// The module as built, in Node: what deciding, remembering and loading cost, next to floors measured in the same run.
// `cargo xtask bench` makes what this reads. Arguments: number of rounds (default 2,000).

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { encode } from '../src/host/wire.js'
import * as floors from './floors.mjs'
import { measure, seeded, table } from './measure.mjs'
import { cardsOf, open, visits } from './shop.mjs'

const ROUNDS = Number(process.argv[2] ?? 2_000)
const BEGUN = Date.parse('2026-12-01T08:00:00Z')
const PAGE = { type: 'product', locale: 'en', item_id: 'lys-cleansing-milk-200', item_category: 'cleanser', item_brand: 'Lys' }
const HOST = { loyalty_tier: 'none' }, TOUCH = { source: 'google', referrer: 'search' }
const SLOTS = ['home.note', 'home.hero', 'home.recommended', 'home.story', 'home.recent', 'product.note', 'product.similar', 'product.routine', 'product.story']
const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const cards = cardsOf(path('examples/maison/catalogue.jsonl'))

/** The demo shop with a visitor who did `count` things. */
async function demo(count) {
  const shop = await open(path('target/demo/bundle'))
  const events = visits(cards, count, seeded(count), BEGUN)
  Object.entries({ page: PAGE, host: HOST, touch: TOUCH }).forEach(([name, facts]) => shop.engine.facts(name, encode(facts)))
  const records = events.map(({ name, bytes, at }) => shop.engine.observe(name, bytes, at))
  let now = BEGUN + 2_100 * 60_000
  return { ...shop, events, records, count, now: () => now, later: () => ++now }
}

function deciding({ engine, events, count, now, later }) {
  const one = engine.decide('home.hero', later()), all = SLOTS.map((slot) => engine.decide(slot, now()))
  assert.equal(floors.hero(events, { host: HOST, touch: TOUCH }, now()), JSON.parse(one).campaign)
  const explained = engine.explain('home.hero', now())
  const [closures, parsed, parsedAll, parsedWhy] = ['closures', 'JSON.parse of it', 'JSON.parse of the nine', 'JSON.parse of the explanation']
    .map((what) => `${what}, ${count} events`)
  return [
    { name: `decide the hero, ${count} events`, floor: closures, run: () => engine.decide('home.hero', later()) },
    { name: closures, batch: 10, run: () => floors.hero(events, { host: HOST, touch: TOUCH }, now()) },
    { name: `the hero again in the same situation, ${count} events`, floor: parsed, batch: 10, run: () => engine.decide('home.hero', now()), prepare: () => engine.decide('home.hero', now()) },
    { name: parsed, batch: 10, run: () => JSON.parse(one) },
    { name: `decide nine slots, ${count} events`, floor: parsedAll, prepare: later, run: () => SLOTS.map((slot) => engine.decide(slot, now())) },
    { name: parsedAll, batch: 10, run: () => all.map((text) => JSON.parse(text)) },
    { name: `explain the hero, ${count} events`, floor: parsedWhy, run: () => engine.explain('home.hero', now()) },
    { name: parsedWhy, batch: 10, run: () => JSON.parse(explained) },
  ]
}

/** Observing into a full memory, where the oldest event goes; and telling a fresh instance everything again. */
function remembering({ engine, events, records }) {
  const plain = events.map(({ name, at, parameters }) => ({ name, at, ...parameters }))
  const texts = plain.map((event) => JSON.stringify(event))
  let at = events.at(-1).at
  const [looked] = events.filter(({ name }) => name === 'view_item')
  const refill = () => records.forEach((record) => engine.restore(record))
  return [
    { name: 'observe into 2,000 events', floor: 'push, shift and JSON.stringify', run: () => engine.observe(looked.name, looked.bytes, ++at) },
    { name: 'push, shift and JSON.stringify', batch: 10, run: () => (plain.push(plain.shift()), JSON.stringify(plain.at(-1))) },
    { name: 'encode an event (host)', floor: 'JSON.stringify of it', batch: 10, run: () => encode(looked.parameters) },
    { name: 'JSON.stringify of it', batch: 10, run: () => JSON.stringify(looked.parameters) },
    { name: 'restore 2,000 records', floor: 'JSON.parse of 2,000 events', prepare: () => engine.forget(), run: refill },
    { name: 'JSON.parse of 2,000 events', run: () => texts.map((text) => JSON.parse(text)) },
  ]
}

/** Each section into an instance that has the rules and nothing else. */
function loading({ parts, accept }, shop) {
  return parts.filter(({ kind }, index) => parts.findIndex((part) => part.kind === kind) === index).flatMap((part) => {
    const name = `accept ${part.kind} (${shop}, ${part.bytes.length} bytes)`
    const floor = `SHA-256 of the ${part.kind} (${shop})`
    return [
      { name, floor, prepare: () => accept(parts[0]), run: () => accept(part) },
      { name: floor, run: () => createHash('sha256').update(part.bytes).digest() },
    ]
  })
}

/** One row of products in a situation that is there already, against the same sum over typed arrays. */
function ranking({ engine, parts }, shop, slot, viewed, prepare) {
  const model = floors.model(parts.find(({ kind }) => kind === 'model').bytes)
  const newest = viewed.toReversed().filter((id, index, ids) => model.rows.has(id) && ids.indexOf(id) === index)
  const floor = `typed arrays, ${model.items.length} rows (${shop})`
  const moment = BEGUN + 2_100 * 60_000
  prepare(model, newest, JSON.parse(engine.decide(slot, moment)))
  return [
    { name: `rank a row (${shop})`, floor, prepare: () => engine.decide(slot, moment), run: () => engine.decide(slot, moment) },
    { name: floor, run: () => floors.rank(model, newest, 8) },
  ]
}

/** A visitor of the synthetic shop who looked at twenty products; `wanted` says which shards her page loads. */
async function synthetic(name, wanted) {
  const shop = await open(path('target/bench/bundle'), wanted)
  const viewed = Array.from({ length: 20 }, (_, step) => `P${(step % 10) * 40 * 3 + 7}`)
  viewed.forEach((id, step) => shop.engine.observe('view_item', encode({ items: [{ item_id: id }] }), BEGUN + step))
  const agrees = (model, newest, decision) => {
    const best = new Map(floors.rank(model, newest, 8).map(([row, score]) => [model.items[row], score]))
    const ids = decision.value.items.map(({ item_id }) => item_id)
    if (name.includes('all')) assert(ids.filter((id) => best.has(id)).length >= 7, 'module and floor rank differently')
  }
  return { shop, cases: ranking(shop, name, 'recommended', viewed, agrees) }
}

const [none, some, full] = [await demo(0), await demo(100), await demo(2_000)]
const page = await synthetic('12,000 items, two shards loaded', (key) => key === 'top' || key === 'category-7')
const whole = await synthetic('12,000 items, all shards loaded', () => true)
const seen = some.events.filter(({ name }) => name === 'view_item').map(({ parameters }) => parameters.items[0].item_id)
const fresh = [await demo(0), await open(path('target/bench/bundle'), (key) => key === 'top')]
const [memory, ...groups] = [
  remembering(await demo(2_000)), [none, some, full].flatMap(deciding),
  [...ranking(some, '124 items, 100 events', 'home.recommended', seen, () => {}), ...page.cases, ...whole.cases],
  [...loading(fresh[0], 'demo'), ...loading(fresh[1], '12,000 items')],
]
for (const [cases, rounds] of [...groups.map((group) => [group, ROUNDS]), [memory, Math.min(ROUNDS, 500)]]) {
  console.log(table(cases, measure(cases, rounds, 2_026)) + '\n')
}
console.log('memory pages of 64 KiB afterwards: ' + Object.entries({
  'demo, 0 events': none, 'demo, 100 events': some, 'demo, 2,000 events': full,
  'sections of the demo again and again': fresh[0], '12,000 items, two shards': page.shop, '12,000 items, all shards': whole.shop,
}).map(([name, shop]) => `${name} ${shop.pages()}`).join(' · '))
