import { isRawJson, numberOf } from './raw-json.ts'

/** A copy of a JSON value in which number nodes of `parseJson` are JavaScript numbers. */
export function plainNumbers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isRawJson(value)) return numberOf(value)
  if (Array.isArray(value)) return value.map(plainNumbers)
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: plainNumbers(item),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return copy
}
