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

/** What a stand-in is made of: the market's price, and how events of the market type resolved. */
export interface StandInGround {
  readonly price: number | null
  readonly history: ReturnType<EventStore['baseRate']>
}

/** A stand-in without its words. */
export type StandInNumber = Pick<StandInForecast, 'basis' | 'probability'>

/** The market's price where it is known, else a prior: own history of the market type, drawn to a stated constant. */
export function standInNumber({ price, history }: StandInGround): StandInNumber {
  if (price !== null) return { basis: 'market', probability: clampForecast(price) }
  const { share, count } = history ?? NO_HISTORY
  const mean = (share * count + UNKNOWN_PRIOR * PRIOR_STRENGTH) / (count + PRIOR_STRENGTH)
  return { basis: 'prior', probability: clampForecast(mean) }
}

/** The same number as a forecast, with its reasoning. */
export function standIn({ marketType }: MinerEvent, ground: StandInGround): StandInForecast {
  const { price, history } = ground
  return {
    ...standInNumber(ground),
    ...NO_SAMPLES,
    confidence: price === null ? 0 : 0.5,
    market: price,
    reasoning:
      price === null ? priorReasoning(marketType, history) : `The market's price is ${price.toFixed(3)}.`,
  }
}

function priorReasoning(marketType: string, history: StandInGround['history']): string {
  if (history === null)
    return `No market and no resolved ${marketType} event is known yet: ${UNKNOWN_PRIOR} of such questions resolve YES.`
  const { share, count } = history
  return `No market is known: of ${count} resolved ${marketType} events ${Math.round(share * count)} were YES, drawn to ${UNKNOWN_PRIOR}.`
}

const NO_HISTORY = { share: 0, count: 0 }
const NO_SAMPLES = { samples: [], evidence: [], costUsd: 0 } as const

/**
 * True where a stand-in should take the place of an earlier one: a price for a prior, never a prior for a price,
 * and like for like only when the number has moved, so that the log stays small.
 */
export function replacesStandIn(latest: StoredForecast, next: StandInNumber): boolean {
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
