import { existsSync } from 'node:fs'

/** The files of one database: itself, its write-ahead log, and the log's index. */
export const FILE_SUFFIXES: readonly string[] = ['', '-wal', '-shm']

/** A moment as it can stand in a file's name: `20261122T153239Z`. */
export function fileStamp(unixMs: number): string {
  return `${new Date(unixMs).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
}

/** The name, counted up until no file of a database has it. */
export function freeName(wanted: string): string {
  let name = wanted
  for (let count = 2; FILE_SUFFIXES.some((suffix) => existsSync(name + suffix)); count += 1) {
    name = `${wanted}-${count}`
  }
  return name
}
