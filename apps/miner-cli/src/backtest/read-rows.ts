import { readFileSync } from 'node:fs'
import { IgError } from '@ig/errors'
import type { z } from 'zod'

/**
 * The rows of a JSON Lines file, each checked; empty lines are passed over.
 * Throws E_BACKTEST_FILE with the line and the field of the first bad row, and for a file without rows.
 */
export function readRows<T>(file: string, row: z.ZodType<T>): T[] {
  const rows = readText(file)
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseRow(line, row, file, index + 1)]))
  if (rows.length > 0) return rows
  throw badFile('The file holds no rows.', { file })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw badFile('The file cannot be read.', { file }, cause)
  }
}

function parseRow<T>(line: string, row: z.ZodType<T>, file: string, lineNumber: number): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (cause) {
    throw badFile('A line is not JSON.', { file, line: lineNumber }, cause)
  }
  const parsed = row.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const at = issue?.path.join('.') || 'row'
  throw badFile('A row has another form than expected.', {
    file,
    line: lineNumber,
    at,
    problem: issue?.message,
  })
}

function badFile(message: string, values: Record<string, unknown>, cause?: unknown): IgError {
  return new IgError({
    code: 'E_BACKTEST_FILE',
    message,
    values,
    hint: 'Give a file of JSON Lines, one object a line; `pnpm miner backtest --help` says which fields.',
    cause,
  })
}
