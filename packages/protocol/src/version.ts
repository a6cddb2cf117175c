import { IgError } from '@ig/errors'

/**
 * The integer that terminals carry for a version: major * 10^6 + minor * 10^3 + patch.
 *
 * @throws IgError `E_VERSION` unless it is `major.minor.patch` with minor and patch below 1000. A suffix such as
 * `rc1` or `.dev3` is ignored.
 * @see bittensor 10.5.0, bittensor/core/settings.py
 * @example versionToInt('10.5.0') // 10005000
 */
export function versionToInt(version: string): number {
  const match = /^(\d{1,6})\.(\d{1,3})\.(\d{1,3})(?!\d)/.exec(version)
  if (!match) {
    throw new IgError({
      code: 'E_VERSION',
      message: 'A version is major.minor.patch with minor and patch below 1000.',
      values: { version },
    })
  }
  return Number(match[1]) * 1_000_000 + Number(match[2]) * 1000 + Number(match[3])
}

/**
 * The version behind such an integer.
 *
 * @throws IgError `E_VERSION` for a negative or broken number.
 */
export function intToVersion(version: number): string {
  if (!Number.isSafeInteger(version) || version < 0) {
    throw new IgError({
      code: 'E_VERSION',
      message: 'A version number is an integer from 0.',
      values: { version },
    })
  }
  return `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`
}
