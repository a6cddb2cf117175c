import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { DataFolder } from '../process/data-folder.ts'

/**
 * The files beside the store that a miner cannot make again, in the order in which they are copied. The journal of nonces
 * moves its file on to the older one's name: the current one first, so that nothing is passed over meanwhile.
 */
export function filesToKeep(folder: DataFolder): string[] {
  return keepable(folder).filter(existsSync)
}

/** The names that a backup may hold: with another one, such as the lock's, it would put something else in its place. */
export function namesToRestore(folder: DataFolder): ReadonlySet<string> {
  return new Set([folder.database, ...keepable(folder)].map((path) => basename(path)))
}

function keepable({ nonces, metagraph, validatorState, path }: DataFolder): string[] {
  return [nonces, `${nonces}.1`, metagraph, validatorState, join(path, 'fit.json')]
}

/** Copies a file into a folder, of mode 0600 and on the disk when it returns; gives its name. Overwrites nothing. */
export function copyInto(folder: string, path: string): string {
  const name = basename(path)
  const copy = join(folder, name)
  copyFileSync(path, copy, constants.COPYFILE_EXCL)
  chmodSync(copy, 0o600)
  syncToDisk(copy, 'r+')
  return name
}

/** Writes a file that is not there yet, of mode 0600, and waits for the disk. */
export function writeNew(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  syncToDisk(path, 'r+')
}

/** Waits until the names in a folder are on the disk. */
export function syncFolder(path: string): void {
  syncToDisk(path, 'r')
}

/** Waits until a file is on the disk. */
export function syncToDisk(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
