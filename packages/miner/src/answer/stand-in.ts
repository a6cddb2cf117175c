import type { Log } from '../log.ts'
import type { EventStore, MarketPrice, MinerEvent, NewForecast, StoredForecast } from '../ports.ts'
import { clampForecast, isProbability } from '../probability.ts'

/** What stands in for a model's forecast until there is one. */
export type StandInForecast = Omit<NewForecast, 'eventKey' | 'revision' | 'madeAtMs'>

/**
 * The prior of an event of which nothing is known: the share of YES among the 1,361 resolved questions of the
 * ForecastBench market set (25.9 % of 914) and the Halawi et al. 2024 development set (37.4 % of 447), 29.7 %.
 */
export const UNKNOWN_PRIOR = 0.3

// As many resolved events as `UNKNOWN_PRIOR` counts for against own history.
const PRIOR_STRENGTH = 20

// A forecast is added to the log only when the number has moved by more than this.
const MARKET_STEP = 0.005
const PRIOR_STEP = 0.02

/** The market's price where it is known, else a prior: own history of the market type, drawn to a stated constant. */
export function standIn(event: MinerEvent, price: number | null, history: BaseRate | null): StandInForecast {
  return price === null ? priorForecast(event, history) : marketForecast(price)
}

type BaseRate = NonNullable<ReturnType<EventStore['baseRate']>>

function marketForecast(price: number): StandInForecast {
  return {
    ...NO_SAMPLES,
    probability: clampForecast(price),
    basis: 'market',
    confidence: 0.5,
    market: price,
    reasoning: `The market's price is ${price.toFixed(3)}.`,
  }
}

function priorForecast({ marketType }: MinerEvent, history: BaseRate | null): StandInForecast {
  const count = history?.count ?? 0
  const yes = (history?.share ?? 0) * count
  const probability = clampForecast((yes + UNKNOWN_PRIOR * PRIOR_STRENGTH) / (count + PRIOR_STRENGTH))
  const reasoning =
    count === 0
      ? `No market and no resolved ${marketType} event is known yet: ${UNKNOWN_PRIOR} of such questions resolve YES.`
      : `No market is known: of ${count} resolved ${marketType} events ${Math.round(yes)} were YES, drawn to ${UNKNOWN_PRIOR}.`
  return { ...NO_SAMPLES, probability, basis: 'prior', confidence: 0, market: null, reasoning }
}

const NO_SAMPLES = { samples: [], evidence: [], costUsd: 0 } as const

/**
 * True where a stand-in should take the place of an earlier one: a price for a prior, never a prior for a price,
 * and like for like only when the number has moved, so that the log stays small.
 */
export function replacesStandIn(latest: StoredForecast, next: StandInForecast): boolean {
  if (latest.basis !== next.basis) return next.basis === 'market'
  const step = next.basis === 'market' ? MARKET_STEP : PRIOR_STEP
  return Math.abs(latest.probability - next.probability) > step
}

/** Asks a market port, holding it to null or a finite price from 0 to 1; one that throws is logged and taken for null. */
export function guardedPrice(marketPrice: MarketPrice, log: Log): MarketPrice {
  return (event, nowMs) => {
    try {
      const price = marketPrice(event, nowMs)
      if (price === null || isProbability(price)) return price
      log('warn', 'A market price is not between 0 and 1 and was ignored.', { eventKey: event.key, price })
    } catch (error) {
      log('error', 'The market port failed; the event is answered without a price.', {
        eventKey: event.key,
        error: String(error),
      })
    }
    return null
  }
}
