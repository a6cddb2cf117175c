import { logisticProbability } from '@ig/scoring'

/** What a venue's price says about the probability, as numbers: fitted by `fitPriceCalibration`. */
export interface PriceCalibration {
  /** Of logit(price). */
  readonly slope: number
  readonly intercept: number
  /** Of ln(1 + days to the cutoff), less `centre`. */
  readonly horizon: number
  /** Of logit(price) times the horizon. */
  readonly horizonSlope: number
  /** What the horizon is measured from: the mean of ln(1 + days) of the rows. */
  readonly centre: number
  /** Added for a venue; one that is not named here gets nothing. */
  readonly venues: Readonly<Record<string, number>>
  /** The shortest and longest horizon among the rows: beyond them nothing is known. */
  readonly minDays: number
  readonly maxDays: number
  /** Rows and questions it was fitted on, and where they come from. */
  readonly fittedOn: { readonly rows: number; readonly questions: number; readonly source: string }
}

/** A price with what its worth depends on. */
export interface PricedQuestion {
  /** The price of yes, 0 to 1. */
  readonly price: number
  /** Days from the price to the cutoff; null where none is known. */
  readonly horizonDays: number | null
  /** `polymarket`, `manifold`, ... */
  readonly venue: string | null
}

/** Prices nearer to 0 and 1 are taken for these: a book's tick says no more. */
const PRICE_MIN = 0.005
const PRICE_MAX = 1 - PRICE_MIN

/**
 * The probability that a price is worth, inside (0, 1).
 *
 * Outside the horizons that were fitted the nearest one counts, and below the shortest the correction fades to
 * nothing: a market that closes in an hour is taken at its word. Without a horizon the mean one counts.
 */
export function calibratePrice(question: PricedQuestion, calibration: PriceCalibration): number {
  const features = priceFeatures(question, calibration)
  const asItIs = features[0]
  const { slope, intercept, horizon, horizonSlope, venues, minDays } = calibration
  const venue =
    (question.venue !== null && Object.hasOwn(venues, question.venue) && venues[question.venue]) || 0
  const calibrated = slope * asItIs + (intercept + venue) + horizon * features[2] + horizonSlope * features[3]
  const known = question.horizonDays === null ? 1 : Math.min(1, Math.max(0, question.horizonDays) / minDays)
  return logisticProbability([1], [asItIs + known * (calibrated - asItIs)])
}

/** [logit(price), 1, horizon, their product], as `PriceCalibration` names their coefficients. */
export function priceFeatures(
  { price, horizonDays }: PricedQuestion,
  { centre, minDays, maxDays }: Pick<PriceCalibration, 'centre' | 'minDays' | 'maxDays'>,
): [number, number, number, number] {
  const inside = Math.min(PRICE_MAX, Math.max(PRICE_MIN, price))
  const logit = Math.log(inside / (1 - inside))
  const horizon =
    horizonDays === null ? 0 : Math.log1p(Math.min(maxDays, Math.max(minDays, horizonDays))) - centre
  return [logit, 1, horizon, horizon * logit]
}
