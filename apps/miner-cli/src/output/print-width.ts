/**
 * How wide a table may be: a terminal's columns, else what `COLUMNS` says; whole rows where nothing does, as for a
 * file or a pipe.
 */
export function printWidth(
  stdout: { readonly isTerminal?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): number {
  if (stdout.isTerminal === true) return stdout.columns || 80
  const columns = Number(env.COLUMNS)
  return Number.isInteger(columns) && columns > 0 ? columns : Number.POSITIVE_INFINITY
}
