import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import { readResolvedHistory } from '@ig/miner'
import { exportFormat } from '../export/export-formats.ts'
import { type ExportCounts, intoFile, writeExport } from '../export/write-export.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { dataFolder } from '../process/data-folder.ts'
import type { RunCommand } from './command-list.ts'

/** Writes the decided events of the data folder down; exit 1 where there is nothing to write. */
export const run: RunCommand = async ({ settings, flags, cwd, json, terminal, redact }) => {
  const format = exportFormat(flags.get('format'))
  const out = flags.get('out')
  if (json && typeof out !== 'string') throw withoutFile()
  const events = readResolvedHistory({ path: dataFolder(settings.data_dir).database })
  const fill = (write: (text: string) => void) => writeExport(events, { format, redact, write })
  const file = typeof out === 'string' ? resolve(cwd, out) : null
  const counts = file === null ? fill((text) => terminal.stdout.write(text)) : intoFile(file, fill)
  if (json)
    terminal.stdout.write(
      jsonLine({ format: format.name, file: counts.written > 0 ? file : null, ...counts }),
    )
  else terminal.stderr.write(`${summary(counts, file)}\n`)
  return counts.written > 0 ? EXIT.ok : EXIT.failed
}

function summary({ written, skipped }: ExportCounts, file: string | null): string {
  const to = file === null || written === 0 ? '' : ` to ${file}`
  return `${written} events written${to}, ${skipped} decided events left out, since no model has forecast them`
}

function withoutFile(): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'With --json the export itself goes into a file.',
    hint: 'Name it with --out FILE.',
  })
}
