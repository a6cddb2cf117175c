import { type PriceCalibration, SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import {
  believeByDefault,
  crossFittedBeliefs,
  fitOpinions,
  type OpinionParameters,
  type OpinionRow,
} from './fit-opinions.ts'
import type { FitPart } from './fit-part.ts'
import { crossFittedWorths, fitPrices, worthOf } from './fit-prices.ts'
import type { FitRow } from './fit-row.ts'
import { fitThreshold, type SelectiveParameters } from './fit-threshold.ts'

/** Everything that outcomes can teach, each part judged by itself. */
export interface Fit {
  readonly prices: FitPart<PriceCalibration>
  readonly opinions: FitPart<OpinionParameters>
  readonly selective: FitPart<SelectiveParameters>
}

const DRAWS = 2_000

/**
 * Fits each part on top of what was accepted before it: what prices are worth, what samples and market together are
 * worth, from which confidence on it pays to answer. Whatever a later part is fitted or judged by comes from fits
 * that did not know the question. The same rows give the same numbers.
 */
export function fitAll(rows: readonly FitRow[], { source }: { readonly source: string }): Fit {
  const prices = fitPrices(rows, { source, draws: DRAWS })
  const fittedWorths = prices.verdict === 'accepted' ? crossFittedWorths(rows) : new Map<FitRow, number>()
  const sampled: OpinionRow[] = rows
    .filter(({ samples }) => samples.length > 0)
    .map((row) => ({ ...row, worth: fittedWorths.get(row) ?? shippedWorth(row) }))
  const opinions = fitOpinions(sampled, { draws: DRAWS })
  const beliefs =
    opinions.verdict === 'accepted' ? crossFittedBeliefs(sampled) : sampled.map(believeByDefault)
  return { prices, opinions, selective: fitThreshold(sampled, { beliefs, draws: DRAWS }) }
}

function shippedWorth(row: FitRow): number | null {
  const { price } = row
  return price === null || row.horizonDays === null
    ? price
    : worthOf({ ...row, price }, SHIPPED_PRICE_CALIBRATION)
}
