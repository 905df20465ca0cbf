// Bundles scripts with esbuild: the host modules as `pkg/sillage.js` for a script tag and `pkg/sillage.mjs` for `import`, and
// `pkg/engine.mjs`, with which Node runs the module.

import { build } from 'esbuild'

const common = {
  bundle: true,
  // The first that run the module as it is compiled (reference types, several results).
  target: ['chrome96', 'firefox89', 'safari15'],
  legalComments: 'none',
  logLevel: 'warning',
}
const page = {
  ...common,
  entryPoints: ['src/host/main.js'],
  minify: true,
  logOverride: { 'empty-import-meta': 'silent' }, // main.js reads it in the form for `import` only
}
const builds = [
  { ...common, entryPoints: ['src/host/engine.js'], format: 'esm', outfile: 'pkg/engine.mjs' },
  { ...page, format: 'iife', outfile: 'pkg/sillage.js' },
  { ...page, format: 'esm', outfile: 'pkg/sillage.mjs' },
]
try {
  await Promise.all(builds.map((one) => build(one)))
} catch {
  process.exitCode = 1 // esbuild has printed what is wrong
}
