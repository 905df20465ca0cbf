// What the engine borrows from its host: regular expressions and lower case. The numbers are those of `Question` in crates/engine/src/host.rs.

const flags = ['', 'i']
const patterns = new Map()

/** A pattern ready to test, or none where it is invalid. With and without regard to case are two patterns. */
function patternOf(question, source) {
  const key = question + source
  if (!patterns.has(key)) {
    try {
      patterns.set(key, new RegExp(source, flags[question]))
    } catch {
      patterns.set(key, null)
    }
  }
  return patterns.get(key)
}

export function answer(question, text, constant) {
  return question < flags.length ? patternOf(question, constant)?.test(text) ?? false : text.toLowerCase() === constant
}
