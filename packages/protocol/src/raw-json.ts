/** A number that keeps its own spelling: what `JSON.rawJSON` makes and `JSON.stringify` prints verbatim. */
export interface RawJson {
  readonly rawJSON: string
}

// TypeScript's library does not know these yet; Node has them from version 21 on.
const native = JSON as unknown as {
  rawJSON(text: string): RawJson
  isRawJSON(value: unknown): value is RawJson
}

/** A node that is printed exactly as `text`, which is one JSON primitive. */
export const rawJson = (text: string): RawJson => native.rawJSON(text)

/** True for a node made by `rawJson` or `JSON.rawJSON`. */
export const isRawJson = (value: unknown): value is RawJson => native.isRawJSON(value)

/**
 * The JavaScript number behind a parsed JSON number of either form; undefined for everything else. What exceeds a
 * double is rounded (`1e400` is Infinity).
 */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || !isRawJson(value)) return undefined
  return isNumberText(value.rawJSON) ? Number(value.rawJSON) : undefined
}

function isNumberText(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 45 || (first >= 48 && first <= 57)
}
