import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import { makeFolder } from '../process/make-folder.ts'

/** A file, mode 0600, that is under its name only when all of it is on the disk; what was there before stays till then. */
export interface OutFile {
  /** Where it is written meanwhile. */
  readonly draft: string
  write(text: string): void
  /** Gives it its name. */
  keep(): void
  /** Takes the draft away, unless it was kept. */
  [Symbol.dispose](): void
}

/** @throws IgError E_EXPORT where the disk refuses, here and later */
export function openOutFile(path: string): OutFile {
  const draft = `${path}.${randomUUID()}`
  const file = orRefusal(path, () => {
    makeFolder(dirname(path))
    return openSync(draft, 'wx', 0o600)
  })
  let isOpen = true
  return {
    draft,
    write: (text) =>
      orRefusal(path, () => {
        let bytes: Uint8Array = Buffer.from(text)
        while (bytes.length > 0) bytes = bytes.subarray(writeSync(file, bytes))
      }),
    keep: () =>
      orRefusal(path, () => {
        fsyncSync(file)
        closeSync(file)
        isOpen = false
        renameSync(draft, path)
      }),
    [Symbol.dispose]() {
      if (!isOpen) return
      closeSync(file)
      rmSync(draft, { force: true })
    },
  }
}

/** @throws IgError E_EXPORT for what the system refuses */
export function orRefusal<T>(path: string, write: () => T): T {
  try {
    return write()
  } catch (cause) {
    if (IgError.isInstance(cause)) throw cause
    throw new IgError({
      code: 'E_EXPORT',
      message: 'The export cannot be written.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code ?? String(cause) },
      hint: 'Name another file with --out.',
      cause,
    })
  }
}
