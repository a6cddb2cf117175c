import type { ForecastStrategy } from '@ig/forecaster'

/** How often questions like these come true: replace it by what you know of yours. */
const BASE_RATE = 0.3
/** The share of the base rate in a forecast of something endlessly far away. */
const LARGEST_PULL = 0.3
/** At this distance half of that. */
const HALF_PULL_HOURS = 14 * 24

const logit = (p: number) => Math.log(p / (1 - p))
const fromLogit = (x: number) => 1 / (1 + Math.exp(-x))

/** Starts from the market's price and leans towards the base rate, the more so the farther away the cutoff is. */
const myStrategy: ForecastStrategy = ({ cutoff }, { asOf, market, earlier }) => {
  if (market === null) {
    return {
      probability: earlier?.probability ?? BASE_RATE,
      basis: 'prior',
      confidence: 0,
      reasoning: 'No market price is known; this is what I said before, or the base rate.',
    }
  }
  const hoursLeft = cutoff ? Math.max(0, (cutoff.getTime() - asOf.getTime()) / 3_600_000) : HALF_PULL_HOURS
  const pull = (LARGEST_PULL * hoursLeft) / (hoursLeft + HALF_PULL_HOURS)
  // Prices of 0 and 1 have no logit.
  const price = Math.min(0.99, Math.max(0.01, market))
  const probability = fromLogit((1 - pull) * logit(price) + pull * logit(BASE_RATE))
  return {
    probability,
    confidence: 1 - pull,
    reasoning: `The market says ${market.toFixed(3)} with ${hoursLeft.toFixed(1)} hours to go; I lean ${(100 * pull).toFixed(0)} % towards the base rate of ${BASE_RATE}.`,
  }
}

export default myStrategy
