// Bundles scripts with esbuild: the host modules as `pkg/sillage.js` for a script tag and `pkg/sillage.mjs` for `import`, what
// few pages have as a file beside them, `pkg/engine.mjs`, with which Node runs the module, and `pkg/sillage-dev.js`, which developers
// load by hand. What a page loads is minified by
// Terser, as its names and statements are half a kilobyte smaller after compression than esbuild's.

import { writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { minify } from 'terser'

const common = {
  bundle: true,
  // The first that run the module as it is compiled (reference types, several results).
  target: ['chrome96', 'firefox89', 'safari15'],
  legalComments: 'none',
  logLevel: 'warning',
}
const page = {
  ...common,
  minifySyntax: true,
  write: false,
  logOverride: { 'empty-import-meta': 'silent' }, // main.js reads it in the form for `import` only
}

/**
 * Chromium (from 136) then compiles all functions beside the page's own work, instead of each in the page's way when it is called
 * first: half of the processor time of the first task. Nearly all of the main script is called on every page. Others read a comment.
 * https://github.com/explainers-by-googlers/explicit-javascript-compile-hints-file-based
 */
const COMPILED_AHEAD = '//# allFunctionsCalledOnLoad'

async function bundlePage(entry, format, file) {
  const { outputFiles: [script] } = await build({ ...page, entryPoints: [`src/host/${entry}.js`], format })
  const preamble = entry === 'main' ? COMPILED_AHEAD : ''
  const options = { ecma: 2020, format: { preamble }, compress: { ecma: 2020, passes: 4, hoist_funs: true } }
  const { code } = await minify(script.text, { ...options, module: format === 'esm', toplevel: true })
  writeFileSync(file, code)
}

try {
  await Promise.all([
    build({ ...common, entryPoints: ['src/host/engine.js'], format: 'esm', outfile: 'pkg/engine.mjs' }),
    build({ ...common, entryPoints: ['src/host/dev/dev.js'], format: 'iife', outfile: 'pkg/sillage-dev.js' }),
    bundlePage('main', 'iife', 'pkg/sillage.js'),
    bundlePage('main', 'esm', 'pkg/sillage.mjs'),
    bundlePage('more/more', 'esm', 'pkg/sillage-more.mjs'),
    bundlePage('bridge/bridge', 'esm', 'pkg/sillage-bridge.mjs'),
  ])
} catch (error) {
  if (!error.errors) console.error(error) // esbuild has printed what is wrong, Terser has not
  process.exitCode = 1
}
