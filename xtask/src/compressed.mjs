// Prints the sizes of the files given, as JSON: raw, gzip -9 and brotli quality 11, the settings of a static host.
// With `--write` before them, writes each brotli form beside its file as NAME.br instead, which `atelier serve` sends.

import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params })
}

function sizes(file) {
  const bytes = readFileSync(file)
  return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes).length }
}

const [first, ...rest] = process.argv.slice(2)
if (first === '--write') for (const file of rest) writeFileSync(`${file}.br`, brotli(readFileSync(file)))
else console.log(JSON.stringify([first, ...rest].map(sizes)))
