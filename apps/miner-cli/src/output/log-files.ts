import { statSync } from 'node:fs'
import { join } from 'node:path'

/** The file that a log is written to, in its folder. */
export function currentLogFile(folder: string): string {
  return join(folder, 'miner.log')
}

/** What the current file becomes when it is full; 1 is the youngest. */
export function olderLogFile(path: string, age: number): string {
  return `${path}.${age}`
}

/** The files of a log that are there, oldest first, the current one last. */
export function existingLogFiles(folder: string): string[] {
  const path = currentLogFile(folder)
  const exists = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true
  const found = exists(path) ? [path] : []
  for (let age = 1; exists(olderLogFile(path, age)); age += 1) found.unshift(olderLogFile(path, age))
  return found
}
