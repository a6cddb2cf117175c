import { IgError } from '@ig/errors'
import type { ExportTable } from './export-table.ts'
import type { Redact, RowWriter } from './row-writer.ts'
import { sqliteWriter } from './sqlite-writer.ts'
import { EXPORT_TABLES } from './tables.ts'
import { csvWriter, fileSink, folderSink, inPieces, ndjsonWriter } from './text-writers.ts'

/** Where an export of rows goes. */
export interface RowTarget {
  readonly tables: readonly ExportTable[]
  /** Null for standard output. */
  readonly out: string | null
  readonly stdout: (text: string) => void
  readonly redact: Redact
}

type OpenWriter = (target: RowTarget) => RowWriter

/** The formats that hold the rows of the store as they are. */
export const ROW_FORMATS: Readonly<Record<string, OpenWriter>> = {
  ndjson: ({ out, stdout, redact }) => ndjsonWriter(out === null ? printed(stdout) : fileSink(out), redact),
  csv: ({ tables, out, stdout, redact }) => {
    if (out === null && tables.length > 1) throw oneTable(tables)
    if (out === null) return csvWriter(() => printed(stdout), redact)
    return csvWriter(tables.length === 1 ? () => fileSink(out) : folderSink(out), redact)
  },
  sqlite: ({ out, redact }) => {
    if (out === null) throw noFile()
    return sqliteWriter(out, redact)
  },
}

/** The tables that `--tables` names, in their own order; all without it. */
export function chosenTables(names: string | boolean | undefined): readonly ExportTable[] {
  if (names === undefined) return EXPORT_TABLES
  const wanted = String(names)
    .split(/[\s,]+/)
    .filter((name) => name !== '')
  const unknown = wanted.find((name) => !EXPORT_TABLES.some((table) => table.name === name))
  if (unknown === undefined && wanted.length > 0)
    return EXPORT_TABLES.filter(({ name }) => wanted.includes(name))
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'There is no such table.',
    values: { table: unknown ?? null, known: EXPORT_TABLES.map(({ name }) => name) },
    hint: 'Name some with commas, as in --tables forecasts,outcomes.',
  })
}

function printed(stdout: (text: string) => void) {
  return inPieces(
    stdout,
    () => {},
    () => {},
  )
}

function oneTable(tables: readonly ExportTable[]): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'CSV on standard output is one table.',
    values: { tables: tables.map(({ name }) => name) },
    hint: 'Name it, as in --tables forecasts, or a folder for a file each with --out DIR.',
  })
}

function noFile(): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'A database goes into a file.',
    hint: 'Name it with --out FILE.',
  })
}
