// Bundles the host modules with the glue: once for a script tag, once for `import`.
// Usage: node xtask/src/bundle.mjs ENTRY OUTPUT_WITHOUT_EXTENSION

import { build } from 'esbuild'

const [entry, output] = process.argv.slice(2)
const common = {
  entryPoints: [entry],
  bundle: true,
  minify: true,
  target: 'es2020',
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' }, // main.js reads it in the form for `import` only
}
const outputs = [
  { format: 'iife', outfile: `${output}.js` },
  { format: 'esm', outfile: `${output}.mjs` },
]
try {
  await Promise.all(outputs.map((one) => build({ ...common, ...one })))
} catch {
  process.exitCode = 1 // esbuild has printed what is wrong
}
