import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file that only its owner may read and that is not there yet, and returns when it is on the disk.
 *
 * Throws the system's error, with the code `EEXIST` where the file is there already; nothing is left behind
 * by a write that failed.
 */
export function writeNewFile(file: string, content: Uint8Array | string): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  syncFolder(dirname(file))
}

/** A file's name is in its folder, which is written apart from the file. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
