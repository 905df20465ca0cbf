// The decision cases of tests/cases/decisions.json through the module as built. The native test writes and checks the
// same golden file, so equal bytes here are equal decisions on every platform.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { encode } from '../../src/host/wire.js'
import { openBundle } from './bundle.mjs'

const read = (file) => readFileSync(new URL(`../cases/${file}`, import.meta.url), 'utf8')
const { cases } = JSON.parse(read('decisions.json'), expand)
const golden = read('decisions.golden.jsonl').trimEnd().split('\n')
const folderOf = (project) => fileURLToPath(new URL(`../../target/cases/${project}`, import.meta.url))

/** Three objects with one member stand for much data; `crates/atelier/tests/decisions/json.rs` says how. */
function expand(key, value) {
  if (value?.$text) return value.$text[0].repeat(value.$text[1])
  if (value?.$list) return [...Array(value.$list[1]).fill(value.$list[0]), ...value.$list.slice(2)]
  if (value?.$keys) return Object.fromEntries(Array.from({ length: value.$keys[1] }, (_, index) => [value.$keys[0] + index, value.$keys[2]]))
  return value
}

function decide(one) {
  const engine = openBundle(folderOf(one.project), one.locale)
  for (const namespace of ['page', 'host', 'touch', 'device']) engine.facts(namespace, encode(one[namespace] ?? {}))
  if (one.seed) engine.seed(new Uint8Array(BigUint64Array.of(BigInt('0x' + one.seed)).buffer))
  if (one.offers) engine.offers(encode(one.offers))
  for (const { name, at, ...parameters } of (one.events ?? []).flat()) engine.observe(name, encode(parameters), at)
  return engine.decide(one.slot, one.now)
}

test('one golden line a case', () => assert.equal(golden.length, cases.length))

cases.forEach((one, index) => {
  test(one.name, () => assert.equal(decide(one), golden[index]))
})
