import Table from 'cli-table3'
import { escapeControl } from './escape-control.ts'
import { foldColumns } from './fold-columns.ts'

/** One column of a table: its head, and the text of a row's cell. */
export interface Column<Row> {
  readonly head: string
  readonly align?: 'left' | 'right'
  readonly cell: (row: Row) => string
  /** The cell below all rows. */
  readonly total?: string
}

const GAP = 2
const noLines = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, name === 'middle' ? ' '.repeat(GAP) : '']),
)

/**
 * Rows as a table without lines and colours, ending in a line feed. Where it is wider than `maxWidth` its columns
 * are dealt out over several tables, which all begin with the column `keyColumn`. Control characters of strangers'
 * texts are escaped.
 */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { keyColumn, maxWidth }: { readonly keyColumn: number; readonly maxWidth: number },
): string {
  const all = draw(rows, columns)
  const tables = foldColumns(all.widths, { keyColumn, gap: GAP, maxWidth })
  if (tables.length === 1) return all.text
  return tables
    .map((indexes) => {
      const shown = indexes.flatMap((index) => columns[index] ?? [])
      // Of the column that every table begins with, the total alone would tell nothing.
      const hasTotals = indexes.some((index) => index !== keyColumn && columns[index]?.total !== undefined)
      return draw(rows, hasTotals ? shown : shown.map(({ total: _, ...column }) => column)).text
    })
    .join('\n')
}

function draw<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): { text: string; widths: readonly number[] } {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  })
  for (const row of rows) table.push(columns.map(({ cell }) => escapeControl(cell(row))))
  if (columns.some(({ total }) => total !== undefined)) table.push(columns.map(({ total }) => total ?? ''))
  const lines = table.toString().split('\n')
  // Drawing the table has computed these.
  const widths = table.options.colWidths.map(Number)
  return { text: `${lines.map((line) => line.trimEnd()).join('\n')}\n`, widths }
}
