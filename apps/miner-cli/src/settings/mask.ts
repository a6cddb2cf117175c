import type { Setting } from './setting.ts'

/** What stands in the place of a secret. */
const MASK = '********'

/** A setting's value as it may be shown: secrets, and passwords inside addresses, are masked. */
export function maskValue(setting: Setting, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (setting.secret) return MASK
  return typeof value === 'string' ? value.replaceAll(/(:\/\/)[^/@\s]+@/g, `$1${MASK}@`) : value
}
