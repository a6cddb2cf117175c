import { existsSync, renameSync } from 'node:fs'
import { FILE_SUFFIXES, fileStamp, freeName } from './file-name.ts'

/**
 * Renames a database with its write-ahead log to a dated name that nothing has yet, and returns that name.
 * The three keep belonging together, so that a repair tool can open them.
 */
export function setAside(path: string, nowMs: number): string {
  const target = freeName(`${path}.damaged-${fileStamp(nowMs)}`)
  for (const suffix of FILE_SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
  }
  return target
}
