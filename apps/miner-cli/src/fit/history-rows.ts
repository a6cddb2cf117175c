import type { PriceRecord, ResolvedHistory, StoredForecast } from '@ig/miner'
import type { FitRow } from './fit-row.ts'

const DAY_MS = 86_400_000
/** An event is forecast every four hours, and its forecasts say nearly the same: so many, spread over its time. */
const ROWS_AN_EVENT = 5
/** Prices of thinner books are hardly prices. */
const MIN_PRICE_WEIGHT = 0.5

/** What there is to learn from one decided event: its forecasts by a model, else its prices. */
export function historyRows({ event, outcome, forecasts, prices }: ResolvedHistory): FitRow[] {
  const rowAt = (atMs: number, row: Pick<FitRow, 'samples' | 'price' | 'venue'>): FitRow => ({
    question: event.key,
    outcome,
    marketType: event.marketType.toLowerCase(),
    horizonDays: event.cutoffUnixSeconds === null ? null : (event.cutoffUnixSeconds * 1000 - atMs) / DAY_MS,
    ...row,
  })
  const made = forecasts.filter(({ basis, samples }) => basis === 'model' && samples.length > 0)
  if (made.length > 0) {
    return spread(made).map(({ madeAtMs, samples, market }: StoredForecast) =>
      rowAt(madeAtMs, { samples, price: market, venue: venueAt(prices, madeAtMs) }),
    )
  }
  const believed = prices.filter(({ weight }) => weight >= MIN_PRICE_WEIGHT)
  if (believed.length > 0) {
    return spread(believed).map(({ atMs, price, venue }) => rowAt(atMs, { samples: [], price, venue }))
  }
  // A miner that kept no prices still noted them beside its forecasts.
  const noted = forecasts.filter(({ market }) => market !== null)
  return spread(noted).map(({ madeAtMs, market }) =>
    rowAt(madeAtMs, { samples: [], price: market, venue: null }),
  )
}

/** The venue of the last price before a moment. */
function venueAt(prices: readonly PriceRecord[], atMs: number): string | null {
  return prices.findLast((price) => price.atMs <= atMs)?.venue ?? prices[0]?.venue ?? null
}

/** The first, the last and what lies evenly between. */
function spread<T>(all: readonly T[]): T[] {
  if (all.length <= ROWS_AN_EVENT) return [...all]
  const step = (all.length - 1) / (ROWS_AN_EVENT - 1)
  return Array.from({ length: ROWS_AN_EVENT }, (_, index) => all[Math.round(index * step)] as T)
}
