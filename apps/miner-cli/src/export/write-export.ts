import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import type { ResolvedHistory } from '@ig/miner'
import { makeFolder } from '../process/make-folder.ts'
import type { ExportFormat } from './export-format.ts'

/** What came of an export. */
export interface ExportCounts {
  readonly written: number
  /** Events that the format has nothing to say of. */
  readonly skipped: number
}

/** Writes events one by one; no secret that `redact` knows is let through. */
export function writeExport(
  events: Iterable<ResolvedHistory>,
  {
    format,
    redact,
    write,
  }: {
    readonly format: ExportFormat
    readonly redact: (text: string) => string
    readonly write: (text: string) => void
  },
): ExportCounts {
  let written = 0
  let skipped = 0
  for (const event of events) {
    const text = format.write(event)
    if (text === null) skipped += 1
    else {
      write(redact(text))
      written += 1
    }
  }
  return { written, skipped }
}

/**
 * Runs `fill` with a place to write to; the file, mode 0600, is there only when all of it is on the disk. Where nothing
 * was written none is made, and one that is there stays.
 *
 * @throws IgError E_EXPORT where the disk refuses
 */
export function intoFile(path: string, fill: (write: (text: string) => void) => ExportCounts): ExportCounts {
  const fresh = `${path}.${randomUUID()}`
  let file: number | null = null
  try {
    makeFolder(dirname(path))
    const opened = openSync(fresh, 'wx', 0o600)
    file = opened
    const result = fill((text) => void writeSync(opened, text))
    fsyncSync(opened)
    if (result.written > 0) renameSync(fresh, path)
    else rmSync(fresh)
    return result
  } catch (cause) {
    if (file !== null) rmSync(fresh, { force: true })
    if (IgError.isInstance(cause)) throw cause
    throw new IgError({
      code: 'E_EXPORT',
      message: 'The export cannot be written.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code ?? String(cause) },
      hint: 'Name another file with --out.',
      cause,
    })
  } finally {
    if (file !== null) closeSync(file)
  }
}
