/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A column of a table of a page. */
export interface HtmlColumn<Row> {
  readonly head: string
  /** Said when the head is pointed at. */
  readonly about?: string
  /** Text; it is escaped here. */
  readonly cell: (row: Row) => string
  /** What is said below it, smaller. */
  readonly below?: (row: Row) => string
  readonly isText?: boolean
}

/** A table that scrolls by itself where the page is narrower. */
export function htmlTable<Row>(rows: readonly Row[], columns: readonly HtmlColumn<Row>[]): string {
  const head = columns.map(
    ({ head, about, isText }) =>
      `<th scope="col"${isText ? ' class="text"' : ''}${about ? ` title="${escapeHtml(about)}"` : ''}>${escapeHtml(head)}</th>`,
  )
  const body = rows.map((row) => {
    const cells = columns.map(({ cell, below, isText }, index) => {
      const small = below?.(row) ?? ''
      const text = `${escapeHtml(cell(row))}${small ? `<br><small>${escapeHtml(small)}</small>` : ''}`
      // A narrow page breaks a name between its words.
      if (index === 0) return `<th scope="row">${text.replaceAll(/([a-z])([A-Z])/g, '$1<wbr>$2')}</th>`
      return `<td${isText ? ' class="text"' : ''}>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`
}
