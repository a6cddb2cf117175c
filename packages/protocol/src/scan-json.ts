/** Where an object or array stands. */
export interface JsonContainer {
  /** null for the root. */
  readonly parent: JsonContainer | null
  /** Its key or index in the parent. */
  readonly key: string | number
}

/** A number in a JSON text that JavaScript would print otherwise, and where it stands. */
export interface LossyNumber {
  readonly start: number
  readonly end: number
  /** null where the whole text is the number. */
  readonly container: JsonContainer | null
  readonly key: string | number
}

export interface JsonScan {
  /** Deepest nesting seen. */
  readonly depth: number
  /** Separators and containers seen: no fewer than the values that parsing would make, bar one. */
  readonly values: number
  readonly lossyNumbers: readonly LossyNumber[]
}

export interface JsonScanLimits {
  readonly maxDepth: number
  readonly maxValues: number
  readonly maxLossyNumbers: number
}

const QUOTE = 34
const COMMA = 44
const MINUS = 45
const ZERO = 48
const NINE = 57
const COLON = 58
const OPEN_ARRAY = 91
const BACKSLASH = 92
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * One pass over a JSON text, linear and without recursion: how deep it nests, and where its lossy numbers stand.
 * The text need not be valid: for a broken one the result means nothing, and `JSON.parse` says so afterwards. The
 * scan ends one above any limit.
 */
export function scanJson(text: string, { maxDepth, maxValues, maxLossyNumbers }: JsonScanLimits): JsonScan {
  const lossyNumbers: LossyNumber[] = []
  // By nesting level: where the last key began and ended, or the index in an array (with keyEnd -1).
  const keyStart: number[] = [0]
  const keyEnd: number[] = [0]
  // By nesting level: the container that is open there, once a lossy number has asked for it.
  const containers: (JsonContainer | null)[] = [null]
  let level = 0
  let deepest = 0
  let values = 0
  let stringStart = 0
  let stringEnd = 0
  const length = text.length
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      stringStart = at
      at = closingQuote(text, at)
      stringEnd = at + 1
    } else if (code === COLON) {
      keyStart[level] = stringStart
      keyEnd[level] = stringEnd
    } else if (code === COMMA) {
      if (++values > maxValues) break
      if (keyEnd[level] === -1) keyStart[level] = (keyStart[level] ?? 0) + 1
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = numberEnd(text, at + 1)
      if (!isExact(text, at, end)) {
        const container = openContainer(text, level, { keyStart, keyEnd, containers })
        lossyNumbers.push({ start: at, end, container, key: keyAt(text, level, { keyStart, keyEnd }) })
        if (lossyNumbers.length > maxLossyNumbers) break
      }
      at = end - 1
    } else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      level++
      if (level > deepest) deepest = level
      if (level > maxDepth || ++values > maxValues) break
      keyStart[level] = 0
      keyEnd[level] = code === OPEN_ARRAY ? -1 : 0
      containers[level] = null
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
      if (level > 0) level--
    }
  }
  return { depth: deepest, values, lossyNumbers }
}

interface Keys {
  readonly keyStart: readonly number[]
  readonly keyEnd: readonly number[]
}

/** Each container is described once, so that a long way down costs a flood of numbers nothing. */
function openContainer(
  text: string,
  level: number,
  open: Keys & { readonly containers: (JsonContainer | null)[] },
): JsonContainer | null {
  let known = level
  while (known > 0 && !open.containers[known]) known--
  let container = open.containers[known] ?? null
  for (let at = known + 1; at <= level; at++) {
    container = { parent: container, key: keyAt(text, at - 1, open) }
    open.containers[at] = container
  }
  return container
}

function keyAt(text: string, level: number, { keyStart, keyEnd }: Keys): string | number {
  const start = keyStart[level] ?? 0
  const end = keyEnd[level] ?? 0
  return end === -1 ? start : keyText(text.slice(start, end))
}

/** The quote that ends the string which begins at `open`; the text's length where there is none. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at !== -1 && text.charCodeAt(at - 1) === BACKSLASH) {
    let first = at - 1
    while (text.charCodeAt(first - 1) === BACKSLASH) first--
    // An even number of backslashes escapes only itself.
    if ((at - first) % 2 === 0) break
    at = text.indexOf('"', at + 1)
  }
  return at === -1 ? text.length : at
}

function numberEnd(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // digits, '.', 'e', 'E', '+', '-'
    if (
      !(
        (code >= ZERO && code <= NINE) ||
        code === 46 ||
        code === 101 ||
        code === 69 ||
        code === 43 ||
        code === MINUS
      )
    ) {
      break
    }
  }
  return at
}

/** True where parsing and printing give the same text, or where the text is no number at all. */
function isExact(text: string, start: number, end: number): boolean {
  if (end - start < 16) {
    let at = start + (text.charCodeAt(start) === MINUS ? 1 : 0)
    const first = text.charCodeAt(at)
    while (at < end && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++
    if (at === end && first !== ZERO) return true
  }
  const token = text.slice(start, end)
  return !JSON_NUMBER.test(token) || String(Number(token)) === token
}

function keyText(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return JSON.parse(literal) as string
  } catch {
    // The whole text is broken then, and JSON.parse will refuse it.
    return literal
  }
}
