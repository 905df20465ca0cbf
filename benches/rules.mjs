// Rules: 1,000 segments over 33 attributes (the workload of ../shared/bench/rules), in the engine as wasm, in GrowthBook's SDK, as hand-written
// closures and in two other engines, in one process, in an order drawn anew each round. Every answer is compared with the reference first.
// Arguments: the `atelier` to build the bundles with; how many rounds. `benches/rules/` is the engine's part.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { buildSync } from 'esbuild'
import { encode } from '../src/host/wire.js'
import { lines, measure } from './measure.mjs'

const ATELIER = process.argv[2] ?? 'target/release/atelier', ROUNDS = Number(process.argv[3] ?? 60)
const SEEDS = [20_261, 1, 2_027]
const root = fileURLToPath(new URL('../', import.meta.url))
const workload = join(root, '../shared/bench/rules')
const { ATTRS, evalIR, generate } = await import(pathToFileURL(join(workload, 'gen.mjs')))
const { jl, mongo } = await import(pathToFileURL(join(workload, 'emit.mjs')))
const folder = join(root, 'target/bench/rules')
mkdirSync(folder, { recursive: true })
const module = await import('../pkg/engine.mjs')
module.instantiate(new WebAssembly.Module(readFileSync(join(root, 'pkg/sillage.wasm'))))

/** What the peers export, bundled as a page would have it. */
async function peers() {
  const outfile = join(folder, 'peers.mjs')
  const contents = `export { evalCondition } from '@growthbook/growthbook'; import logic from 'json-logic-js'; export { logic }; export { Query } from 'mingo'`
  buildSync({ stdin: { contents, resolveDir: root }, bundle: true, format: 'esm', minify: true, outfile, define: { 'process.env.NODE_ENV': '"production"' } })
  return import(pathToFileURL(outfile))
}

/** A rule as someone would write it by hand: closures over the visitor, constants in sets. */
function closure(node) {
  const { attr, op, value } = node
  if (op === 'and' || op === 'or') {
    const all = node.children.map(closure)
    return op === 'and'
      ? (visitor) => { for (const one of all) if (!one(visitor)) return false; return true }
      : (visitor) => { for (const one of all) if (one(visitor)) return true; return false }
  }
  if (op === 'not') { const child = closure(node.child); return (visitor) => !child(visitor) }
  const set = Array.isArray(value) ? new Set(value) : undefined
  switch (op) {
    case 'eq': return (visitor) => visitor[attr] === value
    case 'ne': return (visitor) => visitor[attr] !== value
    case 'in': return (visitor) => set.has(visitor[attr])
    case 'nin': return (visitor) => !set.has(visitor[attr])
    case 'gt': return (visitor) => visitor[attr] > value
    case 'gte': return (visitor) => visitor[attr] >= value
    case 'lt': return (visitor) => visitor[attr] < value
    case 'lte': return (visitor) => visitor[attr] <= value
    case 'contains': return (visitor) => visitor[attr].includes(value)
    default: return (visitor) => visitor[attr].some((element) => set.has(element))
  }
}

const TYPES = { enum: 'text', str: 'text', bool: 'boolean', num: 'number', arr: 'list' }
/** Paths with a namespace, as sources have them. */
const named = (condition) => Array.isArray(condition) ? condition.map(named)
  : Object.fromEntries(Object.entries(condition).map(([key, value]) => key[0] === '$' ? [key, named(value)] : [`host.${key}`, value]))

/** The bytes of the rules section of a project with these segments, each the audience of a campaign. */
function compiled({ seed, rules }) {
  const project = join(folder, `${seed}`), out = join(project, 'out')
  mkdirSync(project, { recursive: true })
  const write = (name, content) => writeFileSync(join(project, `${name}.json`), JSON.stringify(content))
  write('sillage', { name: 'rules', locales: ['en'], currency: 'EUR' })
  write('attributes', { attributes: Object.fromEntries(Object.entries(ATTRS).map(([name, { t }]) => [`host.${name}`, { type: TYPES[t] }])) })
  write('segments', { segments: Object.fromEntries(rules.map(({ id, node }) => [id, named(mongo(node))])) })
  execFileSync(ATELIER, ['build', project, '--out', out], { cwd: root, stdio: 'pipe' })
  const start = readFileSync(join(out, JSON.parse(readFileSync(join(out, 'bundle.json'), 'utf8')).manifest))
  const { sections } = JSON.parse(module.open(start))
  return start.subarray(...sections.find(({ kind }) => kind === 'rules').inline)
}

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } }).length

/** The engine, a visitor's attributes given once beforehand. */
function engine(rules, visitors) {
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(root, 'target/bench/rules.wasm')))).exports
  const put = (bytes) => {
    // Making room may move the memory.
    const place = wasm.buffer(bytes.length)
    new Uint8Array(wasm.memory.buffer, place, bytes.length).set(bytes)
  }
  put(rules)
  const segments = wasm.load()
  for (const { id: _, ...facts } of visitors) { put(encode(facts)); wasm.visitor() }
  const at = wasm.buffer(Math.max(segments, 8192))
  return { wasm, answers: () => new Uint8Array(wasm.memory.buffer, at, segments), at }
}

const { evalCondition, logic, Query } = await peers()
const head = ['engine', ...SEEDS.map((seed) => `seed ${seed}, µs`), 'times GrowthBook']
const table = new Map()
for (const seed of SEEDS) {
  const work = generate(seed)
  const { rules, visitors } = work
  const bytes = compiled(work)
  const expected = visitors.map((visitor) => rules.map(({ node }) => evalIR(node, visitor)))
  const { wasm, answers, at } = engine(bytes, visitors)
  const wires = visitors.map(({ id: _, ...facts }) => encode(facts))
  // Segments stand behind those they refer to; here none does, so their order is that of the source.
  const conditions = rules.map(({ node }) => mongo(node)), closures = rules.map(({ node }) => closure(node))
  const logics = rules.map(({ node }) => jl(node)), queries = rules.map(({ node }) => new Query(mongo(node, { regexObj: true })))
  const out = new Array(rules.length)
  const each = (list, evaluate) => (visitor) => { for (let rule = 0; rule < list.length; rule++) out[rule] = evaluate(list[rule], visitors[visitor]); return out }
  const viaBytes = (visitor) => { new Uint8Array(wasm.memory.buffer, at, 8192).set(wires[visitor]); return wasm.visit_bytes(wires[visitor].length) }
  const engines = {
    'Sillage, state resident: 33 attributes set, 1,000 rules read': (visitor) => (wasm.visit(visitor), answers()),
    'the same, the visitor as bytes of the host': (visitor) => (viaBytes(visitor), answers()),
    '@growthbook/growthbook 1.8.0 `evalCondition`': each(conditions, (rule, visitor) => evalCondition(visitor, rule)),
    'hand-written closures': each(closures, (rule, visitor) => rule(visitor)),
    'json-logic-js 2.0.5': each(logics, (rule, visitor) => logic.apply(rule, visitor)),
    'mingo 7.2.7': each(queries, (rule, visitor) => rule.test(visitor)),
  }
  for (const [name, run] of Object.entries(engines)) {
    const wrong = visitors.reduce((sum, _, visitor) => sum + run(visitor).reduce((count, answer, rule) => count + (!!answer !== expected[visitor][rule]), 0), 0)
    if (wrong) throw new Error(`${name} gives ${wrong} wrong answers (seed ${seed})`)
  }
  let turn = 0
  const next = () => turn = (turn + 1) % visitors.length
  const attributes = Object.keys(ATTRS).length
  const cases = Object.entries(engines).map(([name, run]) => ({ name, run: () => run(next()), batch: visitors.length }))
  let change = 0
  cases.push({ name: 'Sillage, one attribute changed', run: () => wasm.change(next(), change++ % attributes), batch: 2_000 })
  const results = measure(cases, ROUNDS, seed)
  for (const { name } of cases) table.set(name, [...(table.get(name) ?? []), results.get(name).median])
  console.log(`seed ${seed}: ${rules.length * visitors.length} answers of each engine verified; rules section ${bytes.length} B, ${brotli(bytes)} B brotli; conditions as JSON of GrowthBook ${brotli(Buffer.from(JSON.stringify(conditions)))} B brotli; ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`)
}
const growthbook = table.get('@growthbook/growthbook 1.8.0 `evalCondition`')
const rows = [...table].map(([name, times]) => [name, ...times.map((time) => time.toFixed(time < 10 ? 2 : 1)), (times.reduce((sum, time, at) => sum + growthbook[at] / time, 0) / times.length).toFixed(1)])
console.log(`\n${lines(head, rows)}`)
