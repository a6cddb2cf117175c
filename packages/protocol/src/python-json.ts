import { stringifyJson } from './json.ts'
import { pythonNumber } from './python-float.ts'
import { isRawJson } from './raw-json.ts'

/**
 * JSON as Python's `json.dumps` writes it by default: `", "` and `": "` as separators, everything beyond ASCII
 * escaped, floats as Python prints them. Number nodes of `parseJson` keep their spelling, NaN and infinities become null.
 *
 * @throws IgError `E_JSON` for what has no JSON form.
 */
export function pythonJson(value: unknown): string {
  // The native writer refuses cycles, bigint and endless nesting first, so that the walk below is safe.
  stringifyJson(value)
  return write(value)
}

function write(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return pythonNumber(String(value))
  if (value === null || typeof value !== 'object' || isRawJson(value))
    return toAscii(JSON.stringify(value) ?? 'null')
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries.map(([key, item]) => `${toAscii(JSON.stringify(key))}: ${write(item)}`).join(', ')}}`
}

function toAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
