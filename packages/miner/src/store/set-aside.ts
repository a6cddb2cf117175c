import { existsSync, renameSync } from 'node:fs'
import { fileStamp } from './file-stamp.ts'

/** The files of one database: itself, its write-ahead log, and the log's index. */
export const FILE_SUFFIXES: readonly string[] = ['', '-wal', '-shm']

/**
 * Renames a database with its write-ahead log to a dated name that nothing has yet, and returns that name.
 * The three keep belonging together, so that a repair tool can open them.
 */
export function setAside(path: string, nowMs: number): string {
  const dated = `${path}.damaged-${fileStamp(nowMs)}`
  let target = dated
  for (let count = 2; FILE_SUFFIXES.some((suffix) => existsSync(target + suffix)); count += 1) {
    target = `${dated}-${count}`
  }
  for (const suffix of FILE_SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
  }
  return target
}
