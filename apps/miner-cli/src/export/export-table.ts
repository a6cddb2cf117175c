import type { StoreReader } from '@ig/miner'

/** One column of an exported table. Its name is the same in every format. */
export interface ExportColumn {
  readonly name: string
  /** Times are ISO 8601 in UTC; `json` is an array or object, which CSV and SQLite hold as text. */
  readonly kind: 'text' | 'integer' | 'real' | 'time' | 'json'
  /** What it holds, in a sentence. */
  readonly doc: string
}

/** A row's cells by the order of the columns, and when it happened. */
export interface ExportRow {
  readonly atMs: number
  readonly cells: readonly unknown[]
}

/** A table of an export, read row by row. */
export interface ExportTable {
  readonly name: string
  /** What a row of it is, in a sentence. */
  readonly doc: string
  readonly columns: readonly ExportColumn[]
  rows(reader: StoreReader): Iterable<ExportRow>
}
