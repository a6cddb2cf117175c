/**
 * Deals the columns of a table out over several tables, none wider than `maxWidth` where that can be: in their order,
 * each table but the first beginning with the key column once more.
 *
 * @param widths of the columns, without the gap between two
 * @returns the indexes of each table's columns
 */
export function foldColumns(
  widths: readonly number[],
  {
    keyColumn,
    gap,
    maxWidth,
  }: { readonly keyColumn: number; readonly gap: number; readonly maxWidth: number },
): number[][] {
  const widthOf = (columns: readonly number[]) =>
    columns.reduce((sum, column) => sum + (widths[column] ?? 0), (columns.length - 1) * gap)
  const tables: number[][] = []
  let current: number[] = []
  for (const column of widths.keys()) {
    const holdsMore = current.some((one) => one !== keyColumn)
    if (holdsMore && widthOf([...current, column]) > maxWidth) {
      tables.push(current)
      current = column === keyColumn ? [] : [keyColumn]
    }
    current.push(column)
  }
  return [...tables, current]
}
