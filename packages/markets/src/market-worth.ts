import { calibratePrice, type PriceCalibration } from './calibration/price-calibration.ts'
import { SHIPPED_PRICE_CALIBRATION } from './calibration/shipped-price-calibration.ts'
import type { Quote } from './quote.ts'

const DAY_MS = 86_400_000

/**
 * The probability that a quote is worth: its price calibrated by horizon and venue, then drawn towards the prior by
 * as much as the quote is not to be believed, in logits. Inside (0, 1).
 */
export function marketWorth(
  quote: Quote,
  {
    asOf,
    cutoff,
    prior,
    calibration = SHIPPED_PRICE_CALIBRATION,
  }: {
    readonly asOf: Date
    /** Default: when the market closes. */
    readonly cutoff?: Date | undefined
    /** The probability where nothing is known, inside (0, 1). */
    readonly prior: number
    readonly calibration?: PriceCalibration
  },
): number {
  const closes = cutoff ?? quote.closesAt
  const horizonDays = closes === null ? null : Math.max(0, (closes.getTime() - asOf.getTime()) / DAY_MS)
  const calibrated = calibratePrice({ price: quote.price, horizonDays, venue: quote.venue }, calibration)
  return fromLogit(quote.weight * logit(calibrated) + (1 - quote.weight) * logit(prior))
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

function fromLogit(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
