// What the same work costs without Sillage: the hero of the demo shop as hand-written JavaScript over plain objects, and the
// model's sum over typed arrays. Both are compared with the module before anything is timed; neither writes texts or applies
// the rules of a shop.

const DAY = 86_400_000

/** The traits that the hero's campaigns read, in one pass over the events. */
function traits(events, now) {
  const found = { products_viewed_7d: 0, cart_adds_7d: 0, cart_adds_30m: 0, orders_7d: 0, orders_365d: 0, visits: 0, last_category: null }
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]
    const age = now - event.at
    if (event.name === 'view_item') {
      if (age < 7 * DAY) found.products_viewed_7d++
      found.last_category ??= event.parameters.items[0].item_category
    } else if (event.name === 'add_to_cart') {
      if (age < 7 * DAY) found.cart_adds_7d++
      if (age < DAY / 48) found.cart_adds_30m++
    } else if (event.name === 'purchase') {
      if (age < 7 * DAY) found.orders_7d++
      if (age < 364 * DAY) found.orders_365d++
    } else if (event.name === 'session_start') found.visits++
  }
  return found
}

const [WINTER, SUMMER] = [['2026-11-01', '2027-03-01'], ['2027-05-15', '2027-09-01']].map((days) => days.map(Date.parse))
const CAMPAIGNS = [
  ['gold_hero', ({ host }) => host.loyalty_tier === 'gold'],
  ['iris_ad_hero', ({ touch }) => touch.content === 'iris-night'],
  ['rose_ad_hero', ({ touch }) => touch.content === 'rose-ink'],
  ['bag_waiting_hero', ({ trait }) => trait.cart_adds_7d >= 1 && trait.cart_adds_30m === 0 && trait.orders_7d === 0],
  ['cleanser_hero', ({ trait }) => trait.last_category === 'cleanser' && trait.products_viewed_7d >= 2],
  ['fragrance_hero', ({ trait }) => trait.last_category === 'fragrance'],
  ['welcome_hero', ({ trait }) => trait.visits <= 1 && trait.orders_365d === 0],
  ['winter_hero', ({ trait, now }) => trait.visits >= 2 && now >= WINTER[0] && now < WINTER[1]],
  ['summer_hero', ({ trait, now }) => trait.visits >= 2 && now >= SUMMER[0] && now < SUMMER[1]],
]

/** The campaign of the demo's hero, or undefined. */
export function hero(events, page, now) {
  const facts = { ...page, now, trait: traits(events, now) }
  return CAMPAIGNS.find(([, fits]) => fits(facts))?.[0]
}

/** The model section (see FORMAT.md) as typed arrays. */
export function model(bytes) {
  let at = 0
  const varint = () => {
    for (let value = 0, shift = 1; ; shift *= 128) {
      const byte = bytes[at++]
      value += (byte & 127) * shift
      if (byte < 128) return value
    }
  }
  const signed = (value) => (value % 2 ? -(value + 1) / 2 : value / 2)
  const list = (read) => Array.from({ length: varint() }, read)
  const text = () => {
    const length = varint()
    return new TextDecoder().decode(bytes.subarray(at, (at += length)))
  }
  const byte = () => bytes[at++]
  const items = list(text)
  const [, decay, levels, scales, rowScales, degrees] = [list(byte), list(varint), list(varint), list(varint), list(byte), list(varint)]
  const [differences, edgeLevels] = [list(() => signed(varint())), list(byte)]
  const neighbours = new Uint16Array(differences.length), weights = new Float64Array(differences.length)
  const offsets = new Uint32Array(items.length + 1)
  degrees.forEach((degree, row) => {
    const begin = offsets[row]
    for (let edge = begin, before = row; edge < begin + degree; edge++) {
      before = neighbours[edge] = before + differences[edge] + (edge > begin ? 1 : 0)
      weights[edge] = scales[rowScales[row]] * levels[edgeLevels[edge]]
    }
    offsets[row + 1] = begin + degree
  })
  return { items, rows: new Map(items.map((id, row) => [id, row])), decay, offsets, neighbours, weights, scores: new Float64Array(items.length) }
}

/** The `limit` best rows for a visitor's newest items: only rows that an edge leads to are looked at. No rule of a shop. */
export function rank({ rows, decay, offsets, neighbours, weights, scores }, ids, limit) {
  const touched = []
  ids.slice(0, decay.length).forEach((id, age) => {
    const row = rows.get(id)
    for (let edge = offsets[row]; edge < offsets[row + 1]; edge++) {
      if (scores[neighbours[edge]] === 0) touched.push(neighbours[edge])
      scores[neighbours[edge]] += weights[edge] * decay[age]
    }
  })
  touched.sort((one, other) => scores[other] - scores[one])
  const best = touched.slice(0, limit).map((row) => [row, scores[row]])
  for (const row of touched) scores[row] = 0
  return best
}
