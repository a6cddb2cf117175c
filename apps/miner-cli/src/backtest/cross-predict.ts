import { createHash } from 'node:crypto'
import type { JudgedRow } from './method.ts'

const FOLDS = 10

/**
 * Probabilities of every row by a fit on the rows of other questions. Which fold a question is in comes from its text,
 * so that neither the order of the rows nor chance changes a figure.
 */
export function crossPredict<Row extends JudgedRow>(
  fit: (rows: readonly Row[]) => (row: Row) => number,
  rows: readonly Row[],
): number[] {
  const folds = new Map<string, number>()
  for (const { question } of rows) if (!folds.has(question)) folds.set(question, foldOf(question))
  const fits = Array.from({ length: FOLDS }, (_, fold) => {
    const isTested = rows.some(({ question }) => folds.get(question) === fold)
    return isTested ? fit(rows.filter(({ question }) => folds.get(question) !== fold)) : null
  })
  return rows.map((row) => {
    const apply = fits[folds.get(row.question) as number] as (row: Row) => number
    return apply(row)
  })
}

function foldOf(question: string): number {
  return createHash('sha256').update(question).digest().readUInt32BE(0) % FOLDS
}
