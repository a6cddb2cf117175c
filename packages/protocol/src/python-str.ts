import { IgError } from '@ig/errors'
import { pythonNumber } from './python-float.ts'
import { isRawJson } from './raw-json.ts'

const MAX_DEPTH = 1000

/**
 * What Python's `str()` prints for the same JSON value: `None`, `True`, `1e-07`, `{'a': None}`. Number nodes of
 * `parseJson` and bigint are included; a JavaScript number without fraction and exponent is Python's int. Characters
 * that only one side's Unicode tables know are printed by ours and escaped by theirs, as between two Pythons.
 *
 * @throws IgError `E_PYTHON_STR` for what is no JSON value, or nests deeper than 1000.
 * @see bittensor 10.5.0, Synapse.body_hash, which hashes this text
 */
export function pythonStr(value: unknown): string {
  return typeof value === 'string' ? value : repr(value, 0)
}

function repr(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return reprString(value)
    case 'number':
      return pythonNumber(String(value))
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return String(value)
    case 'object':
      return value === null ? 'None' : reprObject(value, depth)
    default:
      throw new IgError({
        code: 'E_PYTHON_STR',
        message: 'This is no JSON value.',
        values: { type: typeof value },
      })
  }
}

function reprObject(value: object, depth: number): string {
  if (isRawJson(value)) return reprRaw(value.rawJSON)
  if (depth >= MAX_DEPTH) {
    throw new IgError({
      code: 'E_PYTHON_STR',
      message: 'The value nests too deep.',
      values: { maxDepth: MAX_DEPTH },
    })
  }
  if (Array.isArray(value)) return `[${value.map((item) => repr(item, depth + 1)).join(', ')}]`
  const entries = Object.entries(value).map(([key, item]) => `${reprString(key)}: ${repr(item, depth + 1)}`)
  return `{${entries.join(', ')}}`
}

function reprRaw(text: string): string {
  const parsed: unknown = JSON.parse(text)
  return typeof parsed === 'number' ? pythonNumber(text) : repr(parsed, 0)
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
}

// Python prints a character as it is unless its category is Other or Separator; the plain space is the exception.
const ESCAPED = /[\\\p{C}\p{Z}]/gu
const MAY_NEED_ESCAPE = /[^ !#-&(-[\]-~]/

function reprString(text: string): string {
  if (!MAY_NEED_ESCAPE.test(text)) return `'${text}'`
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(ESCAPED, escapeCharacter)
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

function escapeCharacter(character: string): string {
  if (character === ' ') return character
  const named = NAMED_ESCAPES[character]
  if (named !== undefined) return named
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
  return code < 0x1_0000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
