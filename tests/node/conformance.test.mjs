// GrowthBook's public cases through wasm, with patterns in the host's own RegExp. They are no part of this repository (their licence is
// GrowthBook's); where they are absent, these cases are skipped.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { report } from '../../target/xtask/conformance/conformance.js'

const pathOf = (file) => fileURLToPath(new URL(`../../../shared/conformance/growthbook/${file}`, import.meta.url))

for (const [file, count] of [['cases-0.12.0.json', 725], ['url-target-cases.json', 43]]) {
  const path = pathOf(file)
  const skip = !existsSync(path) && 'the cases of ../shared are absent'
  test(`${file} through wasm`, { skip }, () => {
    assert.equal(report(readFileSync(path, 'utf8')), `${count} passed, 0 failed\n`)
  })
}

test('what fails is told, and what is no file of cases is refused', () => {
  assert.equal(
    report('{"cases": [["is one", {"a": {"$regex": "^[ab"}}, {"a": "b"}, true], ["is b", {"a": {"$regexi": "^[b]$"}}, {"a": "B"}, true]]}'),
    'cases: is one: expected true, got false\n1 passed, 1 failed\n',
  )
  assert.throws(() => report('7'), (thrown) => thrown === 'it is neither an object of sections nor a list of URL targets')
})
