// Real products and real purchases through the module as built: projects of tests/real/, built to target/real/ beforehand.
// The data lies beside the checkout; where it is absent, these cases are skipped.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { promisify } from 'node:util'
import { encode } from '../../src/host/wire.js'
import { openBundle } from './bundle.mjs'

const pathOf = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const skip = !existsSync(pathOf('../shared/data')) && 'the data of ../shared is absent'
const read = (file) => readFileSync(pathOf(`target/real/${file}`), 'utf8')
const linesOf = (file) => read(file).trimEnd().split('\n')
const historiesOf = (file) => linesOf(file).map((line) => line.split(' '))

const NOW = Date.parse('2026-06-01T00:00:00Z')
/** Visitors whose slots are compared with the native command, and whose last purchase is looked for. */
const VISITORS = 5, HELD_OUT = 400

const picksOf = (decision) => JSON.parse(decision).value.items ?? []
const itemsOf = (decision) => picksOf(decision).map((item) => item.item_id)

/** A fresh visitor to whom these things happened, one item an event. */
function tell(engine, name, items, page = {}) {
  engine.forget()
  engine.facts('page', encode(page))
  items.forEach((item_id, at) => engine.observe(name, encode({ items: [{ item_id }] }), at))
}

test('real products become decisions', { skip }, (context) => {
  const engine = openBundle(pathOf('target/real/sephora/dist'), 'en')
  const cards = new Map(linesOf('sephora/catalogue.jsonl').map((line) => JSON.parse(line)).map((card) => [card.id, card]))
  const decide = (slot) => engine.decide(slot, NOW)

  const loved = itemsOf(decide('home.row'))
  assert.equal(loved.length, 8)
  const brands = loved.map((id) => cards.get(id).brand)
  assert.ok(brands.every((brand) => brands.filter((other) => other === brand).length <= 2))

  engine.offers(encode({ [loved[0]]: { availability: 'OutOfStock' } }))
  const rest = itemsOf(decide('home.row'))
  assert.equal(rest.length, 8)
  assert.ok(!rest.includes(loved[0]))

  engine.facts('host', encode({ skin: 'sensitive' }))
  const gentle = JSON.parse(decide('home.row'))
  assert.deepEqual([gentle.reason, gentle.campaign], ['TARGETING_MATCH', 'sensitive_row'])
  assert.deepEqual(gentle.value.fields, { title: 'Made for sensitive skin' })
  for (const { item_id } of gentle.value.items) {
    assert.equal(cards.get(item_id).category, 'Moisturizer')
    assert.ok(cards.get(item_id).tags.includes('sensitive'))
  }

  const mask = [...cards.values()].find((card) => card.category === 'Face Mask')
  tell(engine, 'view_item', [...loved.slice(0, 3), mask.id], { item_id: mask.id, item_category: mask.category })
  const alike = itemsOf(decide('product.alike'))
  assert.equal(alike.length, 6)
  assert.ok(alike.every((id) => cards.get(id).category === 'Face Mask' && id !== mask.id))
  // Neither what is out of stock nor the page's own product.
  assert.deepEqual(itemsOf(decide('home.seen')), [loved[2], loved[1]])
  context.diagnostic(`${cards.size} products`)
})

/** Each explanation costs the native command half a second: it compiles all of the catalogue. */
const SLOTS = ['for_you', 'alike', 'shelf']

/** What the native command adds to the module's explanation; no name in that project has a brace. */
const NEAREST = /,"nearest":\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g

/** The slots of the project `beauty` as the native command explains them to a visitor. */
async function explainedNatively(number, history, page) {
  const log = pathOf(`target/real/visitor-${number}.jsonl`)
  const line = (id, at) => JSON.stringify({ user: 'visitor', name: 'purchase', at, items: [{ item_id: id }] })
  writeFileSync(log, history.map(line).join('\n') + '\n')
  const facts = Object.entries(page).flatMap(([key, value]) => ['--page', `${key}="${value}"`])
  const words = ['explain', pathOf('target/real/beauty'), '--events', log, ...facts, '--now', new Date(NOW).toISOString(), '--json']
  const explain = (slot) => promisify(execFile)(process.env.SILLAGE_ATELIER, [...words, '--slot', slot])
  return Promise.all(SLOTS.map(async (slot) => (await explain(slot)).stdout.trimEnd().replace(NEAREST, '')))
}

test('real purchases become recommendations, natively and here byte for byte', { skip }, async (context) => {
  const engine = openBundle(pathOf('target/real/beauty/dist'), 'en')
  const histories = historiesOf('beauty/log.txt')
  const apart = Math.floor(histories.length / VISITORS)
  let bytes = 0
  for (let number = 0; number < VISITORS; number += 1) {
    const history = histories[number * apart]
    const page = { item_id: history.at(-1) }
    tell(engine, 'purchase', history, page)
    const explained = SLOTS.map((slot) => engine.explain(slot, NOW))
    assert.deepEqual(explained, await explainedNatively(number, history, page))
    for (const text of explained) bytes += text.length

    const [mine, alike] = SLOTS.map((slot) => itemsOf(engine.decide(slot, NOW)))
    assert.deepEqual([mine.length, alike.length], [10, 10])
    assert.ok(!mine.some((id) => history.includes(id)))
    assert.ok(!alike.includes(page.item_id))
    assert.equal(JSON.parse(engine.decide('shelf', NOW)).campaign, history.length >= 5 ? 'regulars' : undefined)
  }
  context.diagnostic(`${VISITORS} visitors, ${VISITORS * SLOTS.length} explanations of ${bytes} bytes are equal`)
})

test('the next purchase of real visitors is found more often than by popularity', { skip }, (context) => {
  const engine = openBundle(pathOf('target/real/beauty/dist'), 'en')
  const histories = historiesOf('beauty/log.txt')
  const last = JSON.parse(read('beauty/last.json'))
  const apart = Math.floor(histories.length / HELD_OUT)
  let [found, popular, personal] = [0, 0, 0]
  for (let number = 0; number < HELD_OUT; number += 1) {
    const history = histories[number * apart], next = last[number * apart]
    tell(engine, 'purchase', history)
    const [mine, loved] = ['for_you', 'loved'].map((slot) => engine.decide(slot, NOW))
    found += itemsOf(mine).includes(next)
    popular += itemsOf(loved).includes(next)
    const sources = picksOf(mine).filter(({ because }) => because.kind === 'follows').map(({ because }) => because.item_id)
    assert.ok(sources.every((id) => history.includes(id)))
    personal += sources.length > 0
  }
  const share = (count) => (count / HELD_OUT).toFixed(4)
  context.diagnostic(`of ${HELD_OUT} visitors ${share(personal)} get items that follow theirs`)
  context.diagnostic(`hit rate @10: ${share(found)}, by popularity ${share(popular)}`)
  assert.ok(personal > HELD_OUT / 2)
  assert.ok(popular > 0 && found > 2 * popular)
})
