import { join } from 'node:path'
import { csvRow } from '../report/csv.ts'
import type { ExportTable } from './export-table.ts'
import { openOutFile } from './out-file.ts'
import { plainCell, type Redact, type RowWriter, type TextSink } from './row-writer.ts'

/** JSON Lines, each row with the name of its table. */
export function ndjsonWriter(sink: TextSink, redact: Redact): RowWriter {
  let table: ExportTable | null = null
  return {
    begin(next) {
      table = next
    },
    row(cells) {
      const fields = table?.columns.map(({ name }, index) => [name, cells[index] ?? null]) ?? []
      const line = JSON.stringify({ schemaVersion: 1, table: table?.name, ...Object.fromEntries(fields) })
      sink.write(`${redact(line)}\n`)
    },
    keep: sink.keep,
    [Symbol.dispose]: () => sink[Symbol.dispose](),
  }
}

/** CSV, the names of a table's columns first: each table goes where `open` says. */
export function csvWriter(open: (table: ExportTable) => TextSink, redact: Redact): RowWriter {
  const sinks: TextSink[] = []
  let table: ExportTable | null = null
  return {
    begin(next) {
      table = next
      sinks.push(open(next))
      sinks.at(-1)?.write(csvRow(next.columns.map(({ name }) => name)))
    },
    row(cells) {
      const shown = cells.map((cell, index) => plainCell(cell, table?.columns[index]?.kind, redact))
      sinks.at(-1)?.write(csvRow(shown))
    },
    keep() {
      for (const sink of sinks) sink.keep()
    },
    [Symbol.dispose]() {
      for (const sink of sinks) sink[Symbol.dispose]()
    },
  }
}

const BUFFER_LENGTH = 65_536

/** Writes in pieces of some size, since each piece costs a call of the system. */
export function inPieces(write: (text: string) => void, keep: () => void, dispose: () => void): TextSink {
  let held = ''
  const flush = () => {
    if (held !== '') write(held)
    held = ''
  }
  return {
    write(text) {
      held += text
      if (held.length >= BUFFER_LENGTH) flush()
    },
    keep() {
      flush()
      keep()
    },
    [Symbol.dispose]: dispose,
  }
}

/** A file as such a place. */
export function fileSink(path: string): TextSink {
  const file = openOutFile(path)
  return inPieces(file.write, file.keep, () => file[Symbol.dispose]())
}

/** A file for each table in a folder: `forecasts.csv`. */
export function folderSink(folder: string): (table: ExportTable) => TextSink {
  return ({ name }) => fileSink(join(folder, `${name}.csv`))
}
