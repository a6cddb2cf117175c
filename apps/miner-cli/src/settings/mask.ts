import type { Setting } from './setting.ts'
import { shownEndpoint } from './shown-endpoint.ts'

/** What stands in the place of a secret. */
const MASK = '********'

/** A setting's value as it may be shown: secrets, passwords inside addresses and keys inside endpoints are masked. */
export function maskValue(setting: Setting, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (setting.secret) return MASK
  if (typeof value !== 'string') return value
  return value.replaceAll(/\bwss?:\/\/[^\s,]+/g, shownEndpoint).replaceAll(/(:\/\/)[^/@\s]+@/g, `$1${MASK}@`)
}
