import { IgError } from '@ig/errors'
import { isRawJson, numberOf } from './raw-json.ts'

const MAX_DEPTH = 1000

/**
 * A copy of a JSON value in which number nodes of `parseJson` are JavaScript numbers, rounded where they must be.
 *
 * @throws IgError `E_JSON_DEPTH` beyond 1000 levels, or in a cycle.
 */
export function plainNumbers(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isRawJson(value)) return numberOf(value)
  if (depth >= MAX_DEPTH) {
    throw new IgError({
      code: 'E_JSON_DEPTH',
      message: 'The value nests too deep.',
      values: { maxDepth: MAX_DEPTH },
    })
  }
  if (Array.isArray(value)) return value.map((item) => plainNumbers(item, depth + 1))
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    // Assigning to __proto__ would set the prototype instead.
    const property = {
      value: plainNumbers(item, depth + 1),
      enumerable: true,
      writable: true,
      configurable: true,
    }
    Object.defineProperty(copy, key, property)
  }
  return copy
}
