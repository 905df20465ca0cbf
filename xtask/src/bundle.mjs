// Bundles scripts with esbuild: `node xtask/src/bundle.mjs engine ENTRY OUTPUT` makes the glue (`#glue`) one file with the
// names of what may be asked of it; `node xtask/src/bundle.mjs page ENTRY OUTPUT` makes OUTPUT.js for a script tag and
// OUTPUT.mjs for `import`.

import { build } from 'esbuild'

const [kind, entry, output] = process.argv.slice(2)
const common = { entryPoints: [entry], bundle: true, target: 'es2020', legalComments: 'none', logLevel: 'warning' }
const minified = {
  ...common,
  minify: true,
  logOverride: { 'empty-import-meta': 'silent' }, // main.js reads it in the form for `import` only
}
const builds = {
  engine: [{ ...common, alias: { '#glue': './target/xtask/glue/sillage.js' }, format: 'esm', outfile: output }],
  page: [
    { ...minified, format: 'iife', outfile: `${output}.js` },
    { ...minified, format: 'esm', outfile: `${output}.mjs` },
  ],
}
try {
  await Promise.all(builds[kind].map((one) => build(one)))
} catch {
  process.exitCode = 1 // esbuild has printed what is wrong
}
