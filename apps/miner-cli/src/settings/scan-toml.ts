/** A value in a text of TOML. Offsets count UTF-16 units, lines from 1. */
export interface TomlEntry {
  /** The whole key, with its table's. */
  readonly path: readonly string[]
  readonly line: number
  readonly valueStart: number
  readonly valueEnd: number
}

/** The part of a text that a header begins; the first, with an empty path, needs none. */
export interface TomlTable {
  readonly path: readonly string[]
  /** Where another line may be put in: after its last value, else after its header. */
  end: number
}

/** What stands where in a text of TOML. */
export interface TomlLayout {
  readonly entries: readonly TomlEntry[]
  readonly tables: readonly TomlTable[]
}

/**
 * Finds where each value of a text stands, which the parser does not tell. The text has to be valid TOML: it is read
 * by the parser first.
 */
export function scanToml(text: string): TomlLayout {
  const entries: TomlEntry[] = []
  const root: TomlTable = { path: [], end: headingEnd(text) }
  const tables = [root]
  let table = root
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    at = skipBlank(text, at)
    if (at >= text.length) return { entries, tables }
    if (text[at] === '[') {
      const header = readKey(text, text[at + 1] === '[' ? at + 2 : at + 1)
      at = lineEnd(text, header.end)
      table = { path: header.path, end: at }
      tables.push(table)
    } else {
      at = lineEnd(text, readEntry(text, at, table.path, entries))
      table.end = at
    }
  }
}

/** The comment that a file begins with stays above what is put in, where an empty line or the end follows it. */
function headingEnd(text: string): number {
  const heading = /^\uFEFF?(?:[ \t]*#[^\n]*\n)+(?:[ \t]*\r?\n|$)/.exec(text)?.[0]
  return heading?.length ?? (text.startsWith('\uFEFF') ? 1 : 0)
}

/** Reads `key = value`, and what an inline table holds; gives the offset behind it. */
function readEntry(text: string, at: number, above: readonly string[], into: TomlEntry[]): number {
  const key = readKey(text, at)
  const path = [...above, ...key.path]
  const valueStart = skipBlank(text, text.indexOf('=', key.end) + 1)
  const line = lineOf(text, at)
  if (text[valueStart] !== '{') {
    const valueEnd = valueEndAt(text, valueStart)
    into.push({ path, line, valueStart, valueEnd })
    return valueEnd
  }
  let inside = skipBlank(text, valueStart + 1)
  while (text[inside] !== '}' && inside < text.length) {
    inside = skipBlank(text, readEntry(text, inside, path, into))
    if (text[inside] === ',') inside = skipBlank(text, inside + 1)
  }
  return inside + 1
}

/** Bare words, and text in either kind of quotes, with dots between. */
function readKey(text: string, from: number): { readonly path: string[]; readonly end: number } {
  const path: string[] = []
  let at = skipBlank(text, from)
  for (;;) {
    const isQuoted = text[at] === '"' || text[at] === "'"
    const end = isQuoted ? stringEnd(text, at) : wordEnd(text, at)
    const word = text.slice(at, end)
    path.push(text[at] === '"' ? unquote(word) : isQuoted ? word.slice(1, -1) : word)
    at = skipBlank(text, end)
    if (text[at] !== '.') return { path, end: at }
    at = skipBlank(text, at + 1)
  }
}

/** No setting's name needs an escape, so that one that JSON does not know may stay as it is. */
function unquote(word: string): string {
  try {
    return JSON.parse(word) as string
  } catch {
    return word.slice(1, -1)
  }
}

function wordEnd(text: string, at: number): number {
  return at + (/^[\w-]+/.exec(text.slice(at, at + 200))?.[0].length ?? 1)
}

function valueEndAt(text: string, at: number): number {
  if (text[at] === '"' || text[at] === "'") return stringEnd(text, at)
  if (text[at] === '[' || text[at] === '{') return nestedEnd(text, at)
  let end = at
  while (end < text.length && !/[\r\n#,\]}]/.test(text[end] ?? '')) end++
  while (end > at && /\s/.test(text[end - 1] ?? '')) end--
  return end
}

function nestedEnd(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    at = skipBlank(text, at)
    const character = text[at]
    if (character === undefined) return at
    if (character === ']' || character === '}') return at + 1
    if (/[[{"']/.test(character)) at = valueEndAt(text, at)
    else at++
  }
}

function stringEnd(text: string, at: number): number {
  const quote = text[at] ?? ''
  const triple = quote.repeat(3)
  if (!text.startsWith(triple, at)) return closing(text, at + 1, quote, quote === '"')
  let end = closing(text, at + 3, triple, quote === '"')
  // Up to two quotes may stand right before the three that close.
  while (text[end] === quote) end++
  return end
}

function closing(text: string, from: number, mark: string, hasEscapes: boolean): number {
  let at = from
  while (at < text.length && !text.startsWith(mark, at)) at += hasEscapes && text[at] === '\\' ? 2 : 1
  return at + mark.length
}

/** Past white space, line ends and comments. */
function skipBlank(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (text[at] === '#') at = lineEnd(text, at)
    else if (/\s/.test(text[at] ?? '')) at++
    else break
  }
  return at
}

/** The offset of the next line, or of the end. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end + 1
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
