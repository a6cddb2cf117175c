import type { ResolvedHistory } from '@ig/miner'
import type { ExportFormat } from './export-format.ts'
import { openOutFile } from './out-file.ts'

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
 * Runs `fill` with a place to write to. Where nothing was written no file is made, and one that is there stays.
 *
 * @throws IgError E_EXPORT where the disk refuses
 */
export function intoFile(path: string, fill: (write: (text: string) => void) => ExportCounts): ExportCounts {
  using file = openOutFile(path)
  const result = fill(file.write)
  if (result.written > 0) file.keep()
  return result
}
