// Measures cases side by side: in every round each case runs once, in an order drawn from a seed, so that whatever else the
// machine does falls on all of them alike. A case: {name, run, prepare?, batch?, floor?}. `prepare` is not timed; `batch`
// runs make one sample where one run is too short for the clock; `floor` names the case that it is compared with.

/** Numbers of [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function shuffle(list, random) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[list[last], list[other]] = [list[other], list[last]]
  }
}

/** Keeps results alive, so that no engine may leave out the work. */
export const sink = { value: undefined }

function sample({ run, prepare, batch = 1 }) {
  prepare?.()
  const begun = performance.now()
  for (let turn = 0; turn < batch; turn++) sink.value = run()
  return ((performance.now() - begun) * 1000) / batch
}

/** Microseconds by name: `{median, p99}`. The first tenth of the rounds warms up and is not counted. */
export function measure(cases, rounds, seed) {
  const random = seeded(seed)
  const order = [...cases]
  const samples = new Map(cases.map(({ name }) => [name, []]))
  for (let round = -rounds / 10; round < rounds; round++) {
    shuffle(order, random)
    for (const one of order) {
      const microseconds = sample(one)
      if (round >= 0) samples.get(one.name).push(microseconds)
    }
  }
  return new Map([...samples].map(([name, list]) => [name, quantiles(list)]))
}

function quantiles(list) {
  list.sort((a, b) => a - b)
  const at = (share) => list[Math.min(list.length - 1, Math.floor(list.length * share))]
  return { median: at(0.5), p99: at(0.99) }
}

const digits = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

/** A Markdown table: every case that has a floor, next to it, with the ratio of the medians. */
export function table(cases, results) {
  const rows = cases.filter(({ floor }) => floor).map(({ name, floor }) => {
    const [own, low] = [results.get(name), results.get(floor)]
    return [name, digits(own.median), digits(own.p99), floor, digits(low.median), digits(low.p99), digits(own.median / low.median)]
  })
  return lines(['case', 'median µs', 'p99 µs', 'floor', 'median µs', 'p99 µs', 'ratio'], rows)
}

/** Rows as Markdown; the first column and those of words to the left. */
export function lines(head, rows) {
  const rule = head.map((_, column) => (Number.isNaN(parseFloat(rows[0][column])) ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
