import { fitLogistic, type Outcome } from '@ig/scoring'
import { type PriceCalibration, type PricedQuestion, priceFeatures } from './price-calibration.ts'

/** A price whose question has been resolved. */
export interface ResolvedPrice extends PricedQuestion {
  /** Prices of one question share their outcome: together they count as one observation. */
  readonly questionId: string
  readonly horizonDays: number
  readonly outcome: Outcome
}

/**
 * How strongly the fit is held to "the price as it is", in observations' worth of information; chosen by
 * cross-validation by question. Stronger than the best in that sample: questions that resolve within a sample's
 * window favour early NOs, and that bias must not be learnt whole.
 */
const PRECISION = 10
/** A logit price is up to 5 times larger than the other features, so that one surprise weighs as much more. */
const SLOPE_PRECISION = 50
/** Venues differ less, and each has fewer rows. */
const VENUE_PRECISION = 50

/**
 * A calibration by logit price, horizon and venue, shrunk towards the price as it is: without rows it changes
 * nothing. The same rows give the same numbers.
 *
 * Throws `IgError` E_FIT for rows with numbers that are not finite.
 */
export function fitPriceCalibration(rows: readonly ResolvedPrice[], source: string): PriceCalibration {
  const venues = [...new Set(rows.map(({ venue }) => venue))].filter((venue) => venue !== null).toSorted()
  const days = rows.map(({ horizonDays }) => horizonDays)
  const pricesOf = new Map<string, number>()
  for (const { questionId } of rows) pricesOf.set(questionId, (pricesOf.get(questionId) ?? 0) + 1)
  const range = {
    centre: rows.length === 0 ? 0 : days.reduce((sum, value) => sum + Math.log1p(value), 0) / rows.length,
    minDays: days.reduce((a, b) => Math.min(a, b), rows.length === 0 ? 1 : Infinity),
    maxDays: days.reduce((a, b) => Math.max(a, b), 1),
  }
  const [slope, intercept, horizon, horizonSlope, ...ofVenues] = fitLogistic(
    rows.map((row) => ({
      features: [...priceFeatures(row, range), ...venues.map((venue) => (venue === row.venue ? 1 : 0))],
      outcome: row.outcome,
      weight: 1 / (pricesOf.get(row.questionId) as number),
    })),
    {
      mean: [1, 0, 0, 0, ...venues.map(() => 0)],
      precision: [
        SLOPE_PRECISION,
        PRECISION,
        PRECISION,
        SLOPE_PRECISION,
        ...venues.map(() => VENUE_PRECISION),
      ],
    },
  ) as [number, number, number, number, ...number[]]
  return {
    slope,
    intercept,
    horizon,
    horizonSlope,
    ...range,
    venues: Object.fromEntries(venues.map((venue, index) => [venue, ofVenues[index] as number])),
    fittedOn: { rows: rows.length, questions: pricesOf.size, source },
  }
}
