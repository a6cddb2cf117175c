import {
  calibratePrice,
  fitPriceCalibration,
  type PriceCalibration,
  SHIPPED_PRICE_CALIBRATION,
} from '@ig/markets'
import type { Method } from './method.ts'
import type { QuestionRow } from './question-row.ts'

const DAY_MS = 86_400_000

/**
 * The price as it is, and what it is worth as a probability: by parameters fitted on the rows of another file, or,
 * without one, by those in use: a fit of the miner's own, else what it ships with.
 */
export function marketMethods({
  isFitted,
  inUse = SHIPPED_PRICE_CALIBRATION,
}: {
  readonly isFitted: boolean
  readonly inUse?: PriceCalibration
}): readonly Method<QuestionRow>[] {
  return [
    { name: 'marketRaw', usesCrowd: true, fit: null, apply: ({ crowd }) => crowd as number },
    isFitted
      ? { name: 'marketCalibrated', usesCrowd: true, fit: fittedCalibration }
      : {
          name: 'marketCalibrated',
          usesCrowd: true,
          fit: null,
          apply: (row) => calibratePrice(pricedQuestion(row), inUse),
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
