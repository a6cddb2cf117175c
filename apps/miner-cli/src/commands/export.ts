import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import { openStoreReader, readResolvedHistory } from '@ig/miner'
import { exportFormat } from '../export/export-formats.ts'
import { chosenTables, ROW_FORMATS } from '../export/row-formats.ts'
import { createShare } from '../export/share.ts'
import { type ExportCounts, intoFile, writeExport } from '../export/write-export.ts'
import { type RowCounts, writeRows } from '../export/write-rows.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { dataFolder } from '../process/data-folder.ts'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import { createPrompter } from '../prompt/prompter.ts'
import { readMoment } from '../settings/read-time.ts'
import { hotkeyFingerprints } from '../wallet/key-fingerprints.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** What only an export of rows heeds. */
const ROW_FLAGS = ['tables', 'since', 'until', 'redact']

/** Writes down what the data folder holds, beside a running miner too; exit 1 where there is nothing to write. */
export const run: RunCommand = async (context) => {
  const { flags, json, settings, recognise } = context
  recognise(hotkeyFingerprints(settings))
  if (json && typeof flags.get('out') !== 'string') throw withoutFile()
  refuseClosedFolder(settings.data_dir)
  const name = flags.get('format') ?? 'ndjson'
  return Object.hasOwn(ROW_FORMATS, String(name)) ? exportRows(context, String(name)) : exportLessons(context)
}

async function exportRows(context: CommandContext, format: string): Promise<number> {
  const { settings, flags, terminal, redact } = context
  const tables = chosenTables(flags.get('tables'))
  const nowMs = Date.now()
  const sinceMs = readMoment(flags.get('since'), '--since', nowMs)?.getTime() ?? Number.NEGATIVE_INFINITY
  const untilMs = readMoment(flags.get('until'), '--until', nowMs)?.getTime() ?? Number.POSITIVE_INFINITY
  const out = outPath(context)
  const reader = openStoreReader(dataFolder(settings.data_dir).database)
  try {
    using writer = ROW_FORMATS[format]?.({
      tables,
      out,
      redact,
      stdout: (text) => terminal.stdout.write(text),
    })
    if (writer === undefined) throw new Error(`There is no format ${format}.`)
    const counts = await createPrompter(context).withSpinner('Writing', (signal, report) =>
      writeRows(reader, {
        tables,
        writer,
        sinceMs,
        untilMs,
        share: flags.get('redact') === true ? createShare() : null,
        signal,
        onProgress: (table, rows) => report(`${table}, ${rows} rows`),
      }),
    )
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    if (total > 0) writer.keep()
    tellRows(context, { format, out: total > 0 ? out : null, counts, total })
    return total > 0 ? EXIT.ok : EXIT.failed
  } finally {
    reader.close()
  }
}

function tellRows(
  { json, terminal, flags }: CommandContext,
  told: { format: string; out: string | null; counts: RowCounts; total: number },
): void {
  const { format, out, counts, total } = told
  const redacted = flags.get('redact') === true
  if (json) {
    terminal.stdout.write(jsonLine({ format, file: out, redacted, rows: counts }))
    return
  }
  const parts = Object.entries(counts).map(([table, count]) => `${count} ${table}`)
  terminal.stderr.write(`${total} rows written${out === null ? '' : ` to ${out}`}: ${parts.join(', ')}\n`)
}

function exportLessons(context: CommandContext): number {
  const { settings, flags, json, terminal, redact } = context
  const format = exportFormat(flags.get('format'))
  const unheeded = ROW_FLAGS.find((flag) => flags.has(flag))
  if (unheeded !== undefined) throw notForLessons(unheeded)
  const events = readResolvedHistory({ path: dataFolder(settings.data_dir).database })
  const fill = (write: (text: string) => void) => writeExport(events, { format, redact, write })
  const file = outPath(context)
  const counts = file === null ? fill((text) => terminal.stdout.write(text)) : intoFile(file, fill)
  if (json)
    terminal.stdout.write(
      jsonLine({ format: format.name, file: counts.written > 0 ? file : null, ...counts }),
    )
  else terminal.stderr.write(`${summary(counts, file)}\n`)
  return counts.written > 0 ? EXIT.ok : EXIT.failed
}

function outPath({ flags, cwd }: CommandContext): string | null {
  const out = flags.get('out')
  return typeof out === 'string' ? resolve(cwd, out) : null
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

function notForLessons(flag: string): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: `--${flag} is for rows: ndjson, csv and sqlite.`,
    values: { format: 'finetune' },
    hint: 'Leave it away: a lesson holds no caller, no address and no cost as it is.',
  })
}
