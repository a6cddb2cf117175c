import { parseJson, stringifyJson } from '@ig/protocol'

// A lone surrogate has no UTF-8 form: SQLite would keep a replacement, and two keys could become one.
const ESCAPED = '\u0000json:'

/** Any string as text that SQLite gives back unchanged. */
export function toColumn(text: string): string {
  return text.isWellFormed() && !text.startsWith(ESCAPED) ? text : ESCAPED + stringifyJson(text)
}

/** The inverse of `toColumn`. */
export function fromColumn(column: string): string {
  return column.startsWith(ESCAPED) ? String(parseJson(column.slice(ESCAPED.length))) : column
}
