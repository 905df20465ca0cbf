// The command line tool: wall time of whole processes, five each, interleaved. Argument: the `atelier` to measure.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { lines, measure } from './measure.mjs'

const ATELIER = process.argv[2], RUNS = 5
const root = fileURLToPath(new URL('../', import.meta.url))
const spawned = (program, ...words) => () => execFileSync(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
const atelier = (words) => spawned(ATELIER, ...words.split(' '))
const parseLines = "for (const line of require('node:fs').readFileSync(process.argv[1], 'utf8').trimEnd().split('\\n')) JSON.parse(line)"
const EVENTS = 'target/demo/events.jsonl'

const cases = [
  { name: 'start and end of a process (`--version`)', run: atelier('--version') },
  { name: 'check the demo project', run: atelier('check examples/maison') },
  { name: 'build the demo project', run: atelier('build examples/maison --out target/bench/maison') },
  { name: 'build 12,000 items', run: atelier('build target/bench/project --out target/bench/bundle') },
  { name: 'import 12,000 rows (merchant feed, tab-separated)', run: atelier('import catalogue target/bench/feed.tsv --out target/bench/imported.jsonl') },
  { name: 'train the demo model (43 MB of events)', run: atelier(`train examples/maison --events ${EVENTS} --out target/bench/demo-model.bin`) },
  { name: 'the same file in Node, JSON.parse a line', run: spawned('node', '-e', parseLines, EVENTS) },
  { name: 'train 12,000 items (20,000 sequences)', run: atelier('train target/bench/project --events target/bench/sequences.txt') },
]

const results = measure(cases, RUNS, 2_026)
const seconds = (microseconds) => (microseconds / 1e6).toFixed(3)
const rows = cases.map(({ name }) => [name, seconds(results.get(name).median), seconds(results.get(name).p99)])
console.log(lines(['command', 'median s', 'slowest s'], rows))
