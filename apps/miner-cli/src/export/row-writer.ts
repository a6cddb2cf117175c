import type { ExportTable } from './export-table.ts'

/** Takes the rows of one table after the other. What it has made is thrown away unless it is kept. */
export interface RowWriter extends Disposable {
  begin(table: ExportTable): void
  /** Cells by the order of the table's columns. */
  row(cells: readonly unknown[]): void
  /** All is there: what was written gets its name. */
  keep(): void
}

/** Masks secrets in a text. */
export type Redact = (text: string) => string

/** Where text goes. */
export interface TextSink extends Disposable {
  write(text: string): void
  keep(): void
}

/** A cell where there are only texts and numbers: JSON as text, secrets masked. */
export function plainCell(cell: unknown, kind: string | undefined, redact: Redact): string | number | null {
  if (cell === null || cell === undefined) return null
  if (kind === 'json') return redact(JSON.stringify(cell))
  return typeof cell === 'number' ? cell : redact(String(cell))
}
