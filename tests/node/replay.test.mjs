// A moment that is saved in the page, and decided again by the native command: equal bytes, whatever the page was told. What a page
// would do here does `pkg/engine.mjs`; the decision cases lend bundles, visitors and facts.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { encode } from '../../src/host/wire.js'

const pathOf = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const { cases, projects } = JSON.parse(readFileSync(pathOf('tests/cases/decisions.json'), 'utf8'))
const SAVED = pathOf('target/replay')
mkdirSync(SAVED, { recursive: true })

/** The places of the page, as the developer's script finds them. */
let places = []
globalThis.window = globalThis
globalThis.document = { querySelectorAll: () => places }
await import('../../src/host/dev/dev.js')
const { openBundle } = await import('./bundle.mjs')

const place = (slot, decision) => ({ getAttribute: () => slot, dataset: {}, decision })

/** What a page of a case is told, and then asked. */
function live(one) {
  const engine = openBundle(pathOf(`target/cases/${one.project}`), one.locale ?? 'en')
  for (const namespace of ['page', 'host', 'touch', 'device']) engine.facts(namespace, encode(one[namespace] ?? {}))
  if (one.seed) engine.seed(new Uint8Array(BigUint64Array.of(BigInt('0x' + one.seed)).buffer))
  if (one.offers) engine.offers(encode(one.offers))
  for (const { name, at, ...parameters } of (one.events ?? []).flat()) engine.observe(name, encode(parameters), at)
  return engine
}

/** Saves the moment as `sillageDev.save()` does, and replays it. */
async function replayed(name, now, change = (moment) => moment, ...options) {
  const moment = change(await window.sillageDev.moment(now))
  const file = `${SAVED}/${name}.json`
  writeFileSync(file, JSON.stringify(moment))
  const project = name.split('.')[0]
  const words = ['replay', file, '--bundle', pathOf(`target/cases/${project}`), ...options]
  const { status, stdout, stderr } = spawnSync(process.env.SILLAGE_ATELIER, words, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const slotsOf = (project) => [...new Set(cases.filter((one) => one.project === project).map(({ slot }) => slot))]

for (const project of Object.keys(projects)) {
  const told = cases.filter((one) => one.project === project).filter((_, index) => index % 12 === 0)
  test(`${project}: ${told.length} moments with all slots`, async (context) => {
    let count = 0
    for (const [index, one] of told.entries()) {
      live(one)
      places = slotsOf(project).map((slot) => place(slot))
      const { status, stdout, stderr } = await replayed(`${project}.${index}`, one.now)
      assert.equal(stderr, '', one.name)
      assert.equal(status, 0, `${one.name}\n${stdout}`)
      count += places.length
    }
    context.diagnostic(`${count} decisions and explanations are equal`)
  })
}

const hostile = {
  nan: NaN, infinite: -Infinity, 'lone\ud800': 'half \udc00 of a pair', '\ud800\udc00': '💄', long: 'x'.repeat(4000), empty: '',
  many: Array(100_000).fill('a'), mixed: [1, 'a', null, NaN, [2], { deep: [3] }], zero: -0, tiny: 5e-324, huge: Number.MAX_VALUE,
  exact: 0.1 + 0.2, deep: { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }, '': 'no name', 'a.b..c': 1, __proto__: { x: 1 }, f() {},
  ...Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`key${index}`, index / 7])),
}

test('whatever a page tells', async () => {
  const [project] = Object.keys(projects)
  const engine = live({ project })
  for (const namespace of ['page', 'host', 'touch', 'device', 'unknown']) engine.facts(namespace, encode(hostile))
  engine.offers(encode({ 'a.b': { price: NaN }, c: { price: 1e300, availability: 'half \ud800' }, ...hostile }))
  for (const name of ['view_item', 'purchase', 'x_\ud800', '']) {
    engine.observe(name, encode({ items: Array(500).fill({ item_id: '\udc00', price: 1e300, quantity: 1e300 }), ...hostile }), 1)
  }
  for (const at of [0, -0.5, 1e15, NaN]) engine.observe('page_view', encode(hostile), at)
  engine.restore(new Uint8Array([1, 2, 3]))
  engine.seed(new Uint8Array([1, 2, 3]))
  engine.seed(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 255]))
  places = [...slotsOf(project), 'no such slot', '\ud800', ''].map((slot) => place(slot))
  for (const [index, now] of [0, 1_790_000_000_000, -1, 8.64e15].entries()) {
    const { status, stdout, stderr } = await replayed(`${project}.hostile${index}`, now)
    assert.deepEqual([status, stderr], [0, ''], stdout.slice(-2000))
  }
})

test('what was taken back is not in the file, and what loads later is', async () => {
  const [one] = cases
  const engine = live(one)
  engine.observe('view_item', encode({ items: [{ item_id: 'gone' }] }), 1)
  engine.forget()
  engine.facts('host', encode({ first: 1 }))
  engine.facts('host', encode({ second: 2 }))
  places = []
  const moment = await window.sillageDev.moment(1)
  assert.deepEqual([moment.records, moment.facts.host], [[], Buffer.from(encode({ second: 2 })).toString('base64')])
  assert.deepEqual([moment.sections[0], moment.slots, moment.version], [['rules', ''], [], 1])
  assert.match(moment.bundle, /^[0-9a-f]{32}\.bin$/)
})

test('the first difference is told, and a decision that is older', async () => {
  const one = cases.find(({ slot, project }) => slot === 'home.hero' && project === 'shop') ?? cases[0]
  live(one)
  places = [place(one.slot, { slot: one.slot, reason: 'TIMEOUT' })]
  const edited = (moment) => {
    const [answer] = moment.slots
    answer.decision = answer.decision.replace('"variant":"', '"variant":"x')
    return moment
  }
  const at = (text) => text.indexOf('"variant":"') + 11
  const told = await replayed(`${one.project}.edited`, one.now, edited)
  assert.equal(told.status, 1)
  const before = (await window.sillageDev.moment(one.now)).slots[0].decision
  assert.ok(told.stdout.includes(`differs: the decision from byte ${Buffer.byteLength(before.slice(0, at(before)))} on\n`), told.stdout)
  assert.ok(told.stdout.includes('note: the page still showed what it had decided earlier\n'), told.stdout)
  assert.ok(told.stdout.endsWith('\n0 of 1 slot as on the page, byte for byte\n'), told.stdout)

  const json = JSON.parse((await replayed(`${one.project}.json`, one.now, undefined, '--json', '--slot', one.slot)).stdout)
  assert.deepEqual(json.slots.map(({ slot, equal }) => [slot, equal]), [[one.slot, true]])
  assert.equal(JSON.stringify(json.slots[0].explanation.decision), before)
})

test('saving downloads the moment as a file, and nothing before there is one', async () => {
  const [one] = cases
  live(one)
  places = [place(one.slot)]
  const link = { click() { this.clicked = `${this.download} ${this.href}` } }
  let blob
  Object.assign(document, { createElement: () => link })
  URL.createObjectURL = (given) => { blob = given; return 'blob:here' }
  await window.sillageDev.save()
  assert.equal(link.clicked, 'sillage-moment.json blob:here')
  const saved = JSON.parse(await blob.text())
  assert.deepEqual([saved.sillage, saved.slots.length, saved.bundle], ['moment', 1, (await window.sillageDev.moment()).bundle])
})
