import type { Child } from 'hono/jsx'

/** A column of a table. */
export interface Column<Row> {
  readonly head: Child
  readonly cell: (row: Row) => Child
  /** Text is set to the left and may wrap; figures to the right. */
  readonly kind?: 'text' | 'figure'
  /** `ascending` or `descending` where the rows are sorted by it. */
  readonly sorted?: 'ascending' | 'descending'
  /** Left out on narrow screens. */
  readonly minor?: boolean
}

/** A table that scrolls by itself where the page is narrower; the first column names the row. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
}: {
  /** Said to those who do not see it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
}) {
  const className = ({ kind, minor }: Column<Row>) =>
    [kind === 'text' ? 'text' : 'figure', minor ? 'minor' : ''].join(' ').trim()
  return (
    // A region that scrolls must be reachable by keyboard.
    <section class="scroll" tabindex={0} aria-label={caption}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                scope="col"
                class={className(column)}
                {...(column.sorted && { 'aria-sort': column.sorted })}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th scope="row" class={className(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td class={className(column)}>{column.cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
