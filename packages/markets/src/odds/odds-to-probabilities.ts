import { IgError } from '@ig/errors'
import { power } from './power.ts'
import { shin } from './shin.ts'

/**
 * How a bookmaker's margin is taken out of decimal odds. `power` and `shin` know that long shots are overpriced;
 * `multiplicative` and `additive` do not.
 */
export type OddsMethod = 'power' | 'shin' | 'multiplicative' | 'additive'

/** Sums of inverse odds outside of these are no book: outcomes are missing, or odds of another form. */
const MIN_BOOK = 0.9
const MAX_BOOK = 1.5

/**
 * The probabilities of all outcomes of one market, from their decimal odds (what one unit pays back, above 1). They
 * sum to 1.
 *
 * Throws `IgError` E_ODDS for odds of 1 or less, for one outcome alone, and where the inverse odds do not sum to
 * between 0.9 and 1.5.
 *
 * Source: Clarke, Kovalchik and Ingram 2017 (power); Shin 1993 with Jullien and Salanié's closed form (shin).
 */
export function oddsToProbabilities(odds: readonly number[], method: OddsMethod = 'power'): number[] {
  const inverse = odds.map((value) => 1 / value)
  const book = inverse.reduce((sum, value) => sum + value, 0)
  const isBook = odds.length >= 2 && odds.every((value) => value > 1) && book >= MIN_BOOK && book <= MAX_BOOK
  if (!isBook) {
    throw new IgError({
      code: 'E_ODDS',
      message: 'These are not the decimal odds of all outcomes of a market.',
      values: { odds: odds.map(String), book },
      hint: 'Give every outcome of the market, each above 1; their inverses sum to between 0.9 and 1.5.',
    })
  }
  return normalise(methods[method](inverse, book))
}

const methods: Readonly<Record<OddsMethod, (inverse: readonly number[], book: number) => number[]>> = {
  power,
  shin,
  multiplicative: (inverse) => [...inverse],
  // The margin in equal parts; where a long shot cannot bear its part, in parts by size.
  additive: (inverse, book) => {
    const part = (book - 1) / inverse.length
    return inverse.some((value) => value <= part) ? [...inverse] : inverse.map((value) => value - part)
  },
}

function normalise(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0)
  return values.map((value) => value / sum)
}
