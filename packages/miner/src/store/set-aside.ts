import { existsSync, renameSync } from 'node:fs'
import { fileStamp } from './file-stamp.ts'

const SUFFIXES = ['', '-wal', '-shm']

/**
 * Renames a database with its write-ahead log to a dated name that nothing has yet, and returns that name.
 * The three keep belonging together, so that a repair tool can open them.
 */
export function setAside(path: string, nowMs: number): string {
  const dated = `${path}.damaged-${fileStamp(nowMs)}`
  let target = dated
  for (let count = 2; SUFFIXES.some((suffix) => existsSync(target + suffix)); count += 1) {
    target = `${dated}-${count}`
  }
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
  }
  return target
}
