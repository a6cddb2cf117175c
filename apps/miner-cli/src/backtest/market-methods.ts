import { calibratePrice, fitPriceCalibration, SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import type { Method } from './method.ts'
import type { QuestionRow } from './question-row.ts'

const DAY_MS = 86_400_000

/**
 * The price as it is, and what it is worth as a probability: by parameters fitted on the rows of another file, or,
 * without one, by those that the miner ships with.
 */
export function marketMethods({ isFitted }: { readonly isFitted: boolean }): readonly Method<QuestionRow>[] {
  return [
    { name: 'marketRaw', usesCrowd: true, fit: null, apply: ({ crowd }) => crowd as number },
    isFitted
      ? { name: 'marketCalibrated', usesCrowd: true, fit: fittedCalibration }
      : {
          name: 'marketCalibrated',
          usesCrowd: true,
          fit: null,
          apply: (row) => calibratePrice(pricedQuestion(row), SHIPPED_PRICE_CALIBRATION),
        },
  ]
}

function fittedCalibration(rows: readonly QuestionRow[]): (row: QuestionRow) => number {
  const resolved = rows.flatMap((row) => {
    const priced = pricedQuestion(row)
    if (priced.horizonDays === null) return []
    return [{ ...priced, horizonDays: priced.horizonDays, questionId: row.question, outcome: row.outcome }]
  })
  const calibration = fitPriceCalibration(resolved, 'the file given by --fit')
  return (row) => calibratePrice(pricedQuestion(row), calibration)
}

function pricedQuestion({ crowd, cutoff, asOf, source }: QuestionRow) {
  return {
    price: crowd as number,
    horizonDays: cutoff ? Math.max(0, (Date.parse(cutoff) - Date.parse(asOf)) / DAY_MS) : null,
    venue: source ?? null,
  }
}
