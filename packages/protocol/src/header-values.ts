import { IgError } from '@ig/errors'

type HeaderValue = string | null | undefined

const MAX_TEXT_LENGTH = 256
const INTEGER = /^\d{1,15}$/
// 20 digits hold every nanosecond until the year 5138, and 2^64.
const NONCE = /^\d{1,20}$/
const NUMBER = /^[+-]?(?:\d{1,20}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,4})?$/
const SPECIAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
])

/** A short text as it stands, null where the header is absent. */
export function headerText(name: string, value: HeaderValue): string | null {
  if (value === null || value === undefined) return null
  if (value.length > MAX_TEXT_LENGTH)
    throw badHeader(name, value, `is longer than ${MAX_TEXT_LENGTH} characters`)
  return value
}

/** A decimal integer of at most 15 digits. */
export function headerInteger(name: string, value: HeaderValue): number | null {
  if (value === null || value === undefined) return null
  if (!INTEGER.test(value)) throw badHeader(name, value, 'is no integer from 0')
  return Number(value)
}

/** A nonce in nanoseconds. */
export function headerNonce(name: string, value: HeaderValue): bigint | null {
  if (value === null || value === undefined) return null
  if (!NONCE.test(value)) throw badHeader(name, value, 'is no integer of 1 to 20 digits')
  return BigInt(value)
}

/** A float as Python spells it, `nan` and `inf` included. */
export function headerNumber(name: string, value: HeaderValue): number | null {
  if (value === null || value === undefined) return null
  if (NUMBER.test(value)) return Number(value)
  const special = SPECIAL_NUMBERS.get(value.toLowerCase())
  if (special === undefined) throw badHeader(name, value, 'is no number')
  return special
}

function badHeader(header: string, value: string, problem: string): IgError {
  return new IgError({
    code: 'E_HEADER',
    message: `The header ${header} ${problem}.`,
    values: { value: value.slice(0, 80) },
  })
}
