// A shop in the module, and what its visitors did. Every shop has an instance of its own, so that cases can be interleaved.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyFor } from '../src/host/bundle.js'
import { encode } from '../src/host/wire.js'

const module = new WebAssembly.Module(readFileSync(new URL('../pkg/sillage.wasm', import.meta.url)))
const MINUTE = 60_000
let shops = 0

/** `pkg/engine.mjs` keeps its instance to itself; its memory is seen while it is made. */
function instantiate(engine) {
  const { Instance } = WebAssembly
  let memory
  WebAssembly.Instance = function (...given) {
    const instance = new Instance(...given)
    memory = instance.exports.memory
    return instance
  }
  engine.instantiate(module)
  WebAssembly.Instance = Instance
  return () => memory.buffer.byteLength / 65_536
}

/**
 * Opens a bundle as a page does.
 * @param {string} folder with bundle.json
 * @param {(key: string) => boolean} wanted which catalogue shards to load
 */
export async function open(folder, wanted = () => true) {
  const engine = await import(`../pkg/engine.mjs?shop=${shops++}`)
  const start = new Uint8Array(readFileSync(join(folder, JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')).manifest)))
  const pages = instantiate(engine)
  const { sections, locale } = JSON.parse(engine.open(start))
  const copy = copyFor(sections, 'en', locale)
  const parts = sections.map((section, index) => {
    const bytes = section.inline ? start.subarray(...section.inline) : new Uint8Array(readFileSync(join(folder, section.address)))
    return { ...section, index, bytes, digest: new Uint8Array(createHash('sha256').update(bytes).digest()) }
  })
  const loaded = parts.filter(({ kind, key }) => (kind === 'copy' ? key === copy.key : kind !== 'catalogue' || wanted(key)))
  const accept = ({ index, bytes, digest }) => {
    if (!engine.accept(index, bytes, digest)) throw new Error(`section ${index} of ${folder} was refused`)
  }
  loaded.forEach(accept)
  return { engine, parts: loaded, accept, pages }
}

/** What one visitor does, a step a minute: nine of ten look, the others put in the bag and, now and then, buy. */
export function visits(cards, count, random, begun) {
  return Array.from({ length: count }, (_, step) => {
    const draw = random()
    const name = draw < 0.9 ? 'view_item' : draw < 0.98 ? 'add_to_cart' : 'purchase'
    const { id, name: item_name, brand, category, price } = cards[Math.floor(random() * cards.length)]
    const items = [{ item_id: id, item_name, item_brand: brand, item_category: category, price, quantity: 1 }]
    const at = begun + step * MINUTE
    const parameters = { currency: 'EUR', value: price, ...(name === 'purchase' && { transaction_id: `T${at}` }), items }
    return { name, at, parameters, bytes: encode(parameters) }
  })
}

export const cardsOf = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line))
