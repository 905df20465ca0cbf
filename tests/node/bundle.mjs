// Opens a built bundle in the module as a page does: the start file, then every section with the hash of its bytes.
// No signature is checked here; that is the host's part, and its tests do.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as engine from '../../pkg/engine.mjs'
import { copyFor } from '../../src/host/bundle.js'

const module = new WebAssembly.Module(readFileSync(new URL('../../pkg/sillage.wasm', import.meta.url)))

/**
 * Replaces the module's instance by a fresh one and installs a bundle in it.
 * @param {string} folder with bundle.json
 * @param {string} locale of the page, by which the host chooses one copy
 */
export function openBundle(folder, locale) {
  const pointer = JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8'))
  const start = new Uint8Array(readFileSync(join(folder, pointer.manifest)))
  engine.instantiate(module)
  const opened = engine.open(start)
  if (opened === '') throw new Error(`the start file of ${folder} was refused`)
  const { sections, locale: otherwise } = JSON.parse(opened)
  const copy = copyFor(sections, locale, otherwise)
  sections.forEach((section, index) => {
    if (section.kind === 'copy' && section !== copy) return
    const bytes = section.inline
      ? start.subarray(...section.inline)
      : new Uint8Array(readFileSync(join(folder, section.address)))
    const digest = new Uint8Array(createHash('sha256').update(bytes).digest())
    if (!engine.accept(index, bytes, digest)) throw new Error(`section ${index} (${section.kind} ${section.key}) was refused`)
  })
  return engine
}
