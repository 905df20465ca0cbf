// Random bundles, visitors and pages through the module as built: decisions and explanations are those of the native engine, byte for
// byte. The cases are written by `crates/compiler/examples/parity.rs`: 1,000 of them, in the long run 10,000.

import assert from 'node:assert/strict'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import test from 'node:test'
import * as engine from '../../pkg/engine.mjs'

const module = new WebAssembly.Module(readFileSync(new URL('../../pkg/sillage.wasm', import.meta.url)))
const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'))
const EXPECTED = process.env.SILLAGE_LONG ? 10_000 : 1_000
const NO_DIGEST = new Uint8Array(32)

/**
 * Tells a fresh instance everything. In every second case it is asked in between, as a page does: what it then keeps must make no
 * difference.
 */
function tell({ start, records, observed, facts, offers, seed, now, answers }, isAsked) {
  const ask = () => isAsked && Object.keys(answers).forEach((slot) => engine.decide(slot, number(now)))
  engine.instantiate(module)
  const file = bytes(start)
  JSON.parse(engine.open(file)).sections.forEach(({ inline }, index) => {
    assert.ok(engine.accept(index, file.subarray(...inline), NO_DIGEST))
  })
  ask()
  for (const record of records) engine.restore(bytes(record)), ask()
  for (const [name, at, wire] of observed) engine.observe(name, bytes(wire), number(at)), ask()
  for (const [namespace, wire] of Object.entries(facts)) engine.facts(namespace, bytes(wire)), ask()
  engine.offers(bytes(offers))
  ask()
  engine.seed(bytes(seed))
}

/** A double as Rust writes it. */
const number = (text) => Number(text.replace('inf', 'Infinity'))

test('the module decides and explains what the native engine does', async (context) => {
  const lines = createInterface({ input: createReadStream(new URL('../../target/parity.jsonl', import.meta.url)) })
  const reasons = {}
  let cases = 0, length = 0
  for await (const line of lines) {
    const one = JSON.parse(line)
    tell(one, cases % 2 === 1)
    for (const [slot, expected] of Object.entries(one.answers)) {
      const now = number(one.now)
      const answers = [engine.decide(slot, now), engine.explain(slot, now)]
      assert.deepEqual(answers, expected, `case ${cases}, ${slot}`)
      const { reason } = JSON.parse(answers[0])
      reasons[reason] = (reasons[reason] ?? 0) + 1
      length += answers[0].length + answers[1].length
    }
    cases += 1
  }
  assert.equal(cases, EXPECTED)
  context.diagnostic(`${cases} cases, ${length} characters are equal; ${JSON.stringify(reasons)}`)
  // Cases that decide nothing would prove nothing.
  for (const reason of ['TARGETING_MATCH', 'STATIC', 'SPLIT', 'DEFAULT', 'ERROR']) assert.ok(reasons[reason] >= cases / 100, reason)
})
