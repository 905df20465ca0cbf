// Ten thousand rounds of one event and two decisions with 2,000 events remembered: neither time nor memory may grow. The time
// stands next to a floor of the same round, always the same work, because the machine has other things to do too.

import { fileURLToPath } from 'node:url'
import { encode } from '../src/host/wire.js'
import { lines, seeded, sink } from './measure.mjs'
import { cardsOf, open, visits } from './shop.mjs'

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const ROUNDS = 10_000, REMEMBERED = 2_000, BLOCK = 1_000
const { engine, pages } = await open(path('target/demo/bundle'))
const events = visits(cardsOf(path('examples/maison/catalogue.jsonl')), REMEMBERED + ROUNDS, seeded(1), Date.parse('2026-12-01T08:00:00Z'))
const text = JSON.stringify(events.slice(0, 500).map(({ parameters }) => parameters))
engine.facts('page', encode({ type: 'home', locale: 'en' }))
events.slice(0, REMEMBERED).forEach(({ name, bytes, at }) => engine.observe(name, bytes, at))

function timed(work) {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function round({ name, bytes, at }) {
  engine.observe(name, bytes, at)
  engine.decide('home.hero', at)
  engine.decide('home.recommended', at)
}

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1]
const rows = []
for (let from = REMEMBERED; from < events.length; from += BLOCK) {
  const own = [], floor = []
  for (const event of events.slice(from, from + BLOCK)) {
    own.push(timed(() => round(event)))
    floor.push(timed(() => (sink.value = JSON.parse(text))))
  }
  const [time, low] = [median(own), median(floor)]
  rows.push([`${from - REMEMBERED + BLOCK}`, time.toFixed(2), low.toFixed(2), (time / low).toFixed(2), `${pages()}`])
}
console.log(lines(['rounds', 'round, median ms', 'JSON.parse of 500 events, median ms', 'ratio', 'pages of 64 KiB'], rows))
