import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a text beside its place, in a file of mode 0600, and moves it there once it is on the disk: no reader and no
 * crash ever sees half of it. What stands there is as it was where this throws what the disk throws.
 */
export function replaceFile(path: string, text: string): void {
  // A process that was killed leaves it behind; the next of its number, which in a container is always the same, goes on.
  const draft = `${path}.${process.pid}.new`
  try {
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    removeIfThere(draft)
    throw error
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing could be written there is nothing to remove; why not is told by the error at hand.
  }
}
