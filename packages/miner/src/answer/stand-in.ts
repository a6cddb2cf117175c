import type { Log } from '../log.ts'
import type {
  EventStore,
  MarketPrice,
  MarketWorth,
  MinerEvent,
  NewForecast,
  StoredForecast,
} from '../ports.ts'
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
  readonly market: KnownPrice | null
  readonly history: ReturnType<EventStore['baseRate']>
}

/** The ground for an event: history counts only where no price is known. */
export function groundFor(store: EventStore, event: MinerEvent, market: KnownPrice | null): StandInGround {
  return { market, history: market === null ? store.baseRate(event.marketType) : null }
}

/** A stand-in without its words. */
export type StandInNumber = Pick<StandInForecast, 'basis' | 'probability'>

/** What the market's price is worth where it is known, else a prior: own history of the market type, drawn to a stated constant. */
export function standInNumber({ market, history }: StandInGround): StandInNumber {
  if (market !== null) return { basis: 'market', probability: clampForecast(market.probability) }
  const { share, count } = history ?? NO_HISTORY
  const mean = (share * count + UNKNOWN_PRIOR * PRIOR_STRENGTH) / (count + PRIOR_STRENGTH)
  return { basis: 'prior', probability: clampForecast(mean) }
}

/** The same number as a forecast, with its reasoning. */
export function standIn({ marketType }: MinerEvent, ground: StandInGround): StandInForecast {
  const { market, history } = ground
  return {
    ...standInNumber(ground),
    ...NO_SAMPLES,
    confidence: market === null ? 0 : 0.5,
    market: market?.price ?? null,
    reasoning: market === null ? priorReasoning(marketType, history) : marketReasoning(market),
  }
}

function marketReasoning({ price, probability, venue }: KnownPrice): string {
  const said = venue === null ? "The market's price" : `The price at ${venue}`
  const worth = venue === null ? '' : `, which is worth a probability of ${probability.toFixed(3)}`
  return `${said} is ${price.toFixed(3)}${worth}.`
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

/** A price and its worth, both checked. */
export type KnownPrice = Omit<MarketWorth, 'venue'> & { readonly venue: string | null }

/** Asks a market port, holding it to null or finite numbers from 0 to 1; one that throws is logged and taken for null. */
export function guardedPrice(
  marketPrice: MarketPrice,
  log: Log,
): (event: MinerEvent, nowMs: number) => KnownPrice | null {
  return (event, nowMs) => {
    try {
      const found = marketPrice(event, nowMs)
      if (found === null) return null
      const known = typeof found === 'number' ? { price: found, probability: found, venue: null } : found
      if (isProbability(known.price) && isProbability(known.probability)) return known
      log('warn', 'A market price is not between 0 and 1 and was ignored.', {
        eventKey: event.key,
        price: found,
      })
    } catch (error) {
      log('error', 'The market port failed; the event is answered without a price.', {
        eventKey: event.key,
        error: String(error),
      })
    }
    return null
  }
}
