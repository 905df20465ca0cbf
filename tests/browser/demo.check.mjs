// Judges the demo shop as a visitor sees it: `node tests/browser/demo.check.mjs ADDRESS`, CHROMIUM in the environment.
//
// A visitor opens the home page, a product, another product, and the home page again, at 390 and at 1280 px. Every
// slot on every page must have been decided and rendered, the second look at the home page must show something
// personal, and nothing may be thrown into the page. Screenshots go to target/screens/; what the pages fetched of
// ours goes to target/xtask/fetched.json, which `cargo xtask size` reads.

import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]
const WIDTHS = [390, 1280]
const PATIENCE = 10_000
/** What is judged is what is shown, not how fast: a busy machine must not make a slot late. */
const HOLD = { written: 'sillage-hold 300ms', longer: `sillage-hold ${PATIENCE}ms` }

/** Showing the shop's own content is a decision too, for these reasons; any other fallback is a mistake. */
const ALLOWED_FALLBACKS = ['DEFAULT', 'STATIC', 'NO_CONTENT']

const address = new URL(process.argv[2])
const output = (name) => fileURLToPath(new URL(`../../target/${name}`, import.meta.url))
const mistakes = []
const fetched = new Map()
/** Where the page takes our script from; scripts from elsewhere are the shop's own. */
let own = null

mkdirSync(output('screens'), { recursive: true })
mkdirSync(output('xtask'), { recursive: true })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS })
try {
  for (const width of WIDTHS) await visit(width)
} finally {
  await browser.close()
}
const ours = [...fetched.values()].filter(({ url, kind }) => kind !== 'script' || url.startsWith(own))
writeFileSync(output('xtask/fetched.json'), JSON.stringify(ours, null, 2) + '\n')
for (const mistake of mistakes) console.error(`error: ${mistake}`)
process.exitCode = mistakes.length === 0 ? 0 : 1

async function visit(width) {
  const context = await browser.newContext({ viewport: { width, height: 844 } })
  await context.route('**/*.css', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace(HOLD.written, HOLD.longer) })
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  page.on('pageerror', (error) => mistakes.push(`${page.url()} at ${width} px threw: ${error.message}`))
  page.on('console', (line) => {
    const { url } = line.location() // of the address for a failed request, which `response` tells better
    if (line.type() === 'warning') mistakes.push(`${page.url()} at ${width} px warned: ${line.text()}`)
    if (line.type() === 'error' && url === page.url()) mistakes.push(`${page.url()} at ${width} px logged: ${line.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) mistakes.push(`${page.url()} at ${width} px: ${response.url()} answered ${response.status()}`)
  })
  page.on('requestfinished', record)

  await look(page, '/', 'home', width)
  const products = await productLinks(page)
  if (products.length < 2) mistakes.push(`the home page at ${width} px links to ${products.length} products, not to two`)
  for (const [index, product] of products.entries()) await look(page, product, `product-${index + 1}`, width)
  const again = await look(page, '/', 'home-again', width)
  if (!again.some((slot) => slot.state === 'ready')) {
    mistakes.push(`the home page at ${width} px shows nothing personal after two products`)
  }
  await context.close()
}

async function productLinks(page) {
  const links = await page.$$eval('a[href*="/products/"]', (found) => found.map((link) => link.href))
  return [...new Set(links.filter((link) => new URL(link).origin === address.origin))].slice(0, 2)
}

async function look(page, path, name, width) {
  await page.goto(new URL(path, address).href, { waitUntil: 'load' })
  const place = `${page.url()} at ${width} px`
  await page.waitForFunction(allSettled).catch(() => {}) // the slots themselves say what is wrong, by name
  own ??= await page.$eval('script[data-bundle-key]', (script) => new URL('.', script.src).pathname)
  const slots = await page.evaluate(describeSlots)
  if (slots.length === 0) mistakes.push(`${place} has no slot`)
  for (const slot of slots) mistakes.push(...judge(slot).map((wrong) => `${place}: slot \`${slot.name}\` ${wrong}`))
  console.log(`${name} ${width} px: ${slots.map(({ name, state, reason }) => `${name} ${state} ${reason}`).join(', ')}`)
  await page.evaluate(loadPictures)
  await page.screenshot({ path: output(`screens/${name}-${width}.png`), fullPage: true })
  return slots
}

/** Pictures below the fold load when one scrolls there; a screenshot does not scroll. */
async function loadPictures() {
  for (const picture of document.images) picture.loading = 'eager'
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})))
}

function allSettled() {
  const slots = [...document.querySelectorAll('sillage-slot, sillage-recs')]
  return slots.every((slot) => ['ready', 'fallback'].includes(slot.dataset.state))
}

/** Runs in the page. A slot shows what its shadow root lets through, cards of its own in there, or has no such root. */
function describeSlots() {
  return [...document.querySelectorAll('sillage-slot, sillage-recs')].map((slot) => {
    const shadow = slot.shadowRoot
    const places = shadow ? [...shadow.querySelectorAll('slot')] : []
    const assigned = places.flatMap((place) => place.assignedElements({ flatten: true }))
    const shown = shadow ? [...assigned, ...shadow.querySelectorAll('[part]')] : [...slot.children]
    return {
      name: slot.getAttribute('name') ?? '',
      state: slot.dataset.state ?? 'undecided',
      reason: [slot.decision?.reason, slot.decision?.errorCode].filter(Boolean).join(' '),
      visible: shown.some((element) => element.getBoundingClientRect().height > 0),
      broken: [...slot.querySelectorAll('img')].filter((image) => image.complete && image.naturalWidth === 0).length,
    }
  })
}

function judge({ state, reason, visible, broken }) {
  const wrong = []
  if (state === 'fallback' && !ALLOWED_FALLBACKS.includes(reason)) wrong.push(`fell back because of \`${reason}\``)
  if (state !== 'fallback' && state !== 'ready') wrong.push(`is \`${state}\``)
  if (!visible) wrong.push('shows nothing')
  if (broken > 0) wrong.push(`has ${broken} pictures that did not load`)
  return wrong
}

/** Code and data; pictures, styles and the page itself are the shop's. */
async function record(request) {
  const url = new URL(request.url())
  const kind = kindOf(url.pathname, request.resourceType())
  if (url.origin !== address.origin || !kind || fetched.has(url.pathname)) return
  fetched.set(url.pathname, { url: url.pathname, kind, bytes: 0 })
  const sizes = await request.sizes().catch(() => ({ responseBodySize: 0 }))
  fetched.get(url.pathname).bytes = sizes.responseBodySize
}

function kindOf(path, type) {
  if (path.endsWith('.wasm')) return 'module'
  if (type === 'script') return 'script'
  return path.endsWith('.bin') || path.endsWith('/bundle.json') ? 'data' : null
}
