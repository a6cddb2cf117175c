import { isRawJson } from './raw-json.ts'

/**
 * What a dendrite sends in `bt_header_input_obj_<field>`: base64 of the JSON of an empty instance of the value's
 * Python type. The value itself is never in a header.
 *
 * @example inputObject({ any: 'object' }) // 'e30=', which is {}
 */
export function inputObject(value: unknown): string {
  return btoa(emptyInstance(value))
}

function emptyInstance(value: unknown): string {
  if (typeof value === 'string') return '""'
  if (typeof value === 'boolean') return 'false'
  if (typeof value === 'bigint') return '0'
  if (typeof value === 'number') return /^-?\d+$/.test(String(value)) ? '0' : '0.0'
  if (Array.isArray(value)) return '[]'
  if (typeof value !== 'object' || value === null) return 'null'
  return isRawJson(value) ? (/^-?\d+$/.test(value.rawJSON) ? '0' : '0.0') : '{}'
}
