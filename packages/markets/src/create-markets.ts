import { IgError } from '@ig/errors'
import type { PriceCalibration } from './calibration/price-calibration.ts'
import type { MarketQuestion } from './market-question.ts'
import { marketWorth } from './market-worth.ts'
import { strictTitleMatch, titleOf } from './match/title-match.ts'
import type { Quote } from './quote.ts'
import { createRecall } from './recall.ts'
import type { Venue, VenueCall } from './venues/venue.ts'

/** Where an event is traded. */
export interface MarketMatch {
  readonly venue: string
  readonly marketId: string
  /** By the event's own id, or because one market asks exactly the same. */
  readonly matchedBy: 'id' | 'title'
}

/** What `createMarkets` is made of. */
export interface MarketsOptions {
  /** Asked in this order. */
  readonly venues: readonly Venue[]
  /** Looks for a market of the same title where the id names none. Default true. */
  readonly searchByTitle?: boolean | undefined
  readonly calibration?: PriceCalibration | undefined
  /** A venue that fails costs its price, not the question: what failed is told here. */
  readonly onWarning?: ((warning: IgError) => void) | undefined
  readonly nowMs?: (() => number) | undefined
}

/** What a question is worth on the markets. */
export interface MarketEstimate {
  readonly quote: Quote
  /** The probability that the price is worth: see `marketWorth`. */
  readonly probability: number
}

/** Finds the market of an event among several venues, and says what its price is worth. */
export interface Markets {
  /** The market of an event; null where none is surely it. Throws only the signal's reason. */
  find(question: MarketQuestion, call: VenueCall): Promise<MarketMatch | null>
  /** Its price at the question's `asOf`, from nothing later. Throws only the signal's reason. */
  quote(question: MarketQuestion, call: VenueCall): Promise<Quote | null>
  /** The price alone, uncalibrated; null as well where it is hardly to be believed (weight below 0.2). */
  price(question: MarketQuestion, call: VenueCall): Promise<number | null>
  /** Price and what it is worth; `prior` is what an unbelievable price falls back to. */
  estimate(
    question: MarketQuestion,
    options: VenueCall & { readonly prior: number },
  ): Promise<MarketEstimate | null>
}

const MIN_WEIGHT = 0.2
const MAX_REMEMBERED = 10_000
const FOUND_MS = 24 * 3_600_000
const NOT_FOUND_MS = 3_600_000

/**
 * Prediction markets as one: finds the market of an event, by its id or by a title that asks exactly the same, and
 * says what its price is worth as a probability.
 *
 * @example
 * const markets = createMarkets({ venues: [polymarket(), manifold()] })
 * const quote = await markets.quote({ question: 'Will ...?', id: '0x...', asOf: new Date() }, { signal })
 */
export function createMarkets({
  venues,
  searchByTitle = true,
  calibration,
  onWarning,
  nowMs = Date.now,
}: MarketsOptions): Markets {
  const recall = createRecall<MarketMatch | null>({ maxEntries: MAX_REMEMBERED, nowMs })

  async function find(question: MarketQuestion, call: VenueCall): Promise<MarketMatch | null> {
    for (const venue of venues) {
      const marketId = venue.marketIdOf(question)
      if (marketId !== null) return { venue: venue.name, marketId, matchedBy: 'id' }
    }
    const title = titleOf(question.question)
    if (!searchByTitle || title === '') return null
    const key = JSON.stringify([title, question.cutoff?.getTime() ?? null])
    const known = recall.get(key)
    if (known !== undefined) return known
    const { match, isCertain } = await findByTitle(title, question, call)
    // What a venue that failed might have known is asked again.
    if (match !== null || isCertain) recall.set(key, match, match === null ? NOT_FOUND_MS : FOUND_MS)
    return match
  }

  async function findByTitle(title: string, question: MarketQuestion, call: VenueCall) {
    let isCertain = true
    for (const venue of venues) {
      const candidates = await orWarn(venue, call, () => venue.search(title, call))
      if (candidates === null) isCertain = false
      const match = strictTitleMatch(title, question.cutoff, candidates ?? [])
      if (match) {
        const found: MarketMatch = { venue: venue.name, marketId: match.marketId, matchedBy: 'title' }
        return { match: found, isCertain }
      }
    }
    return { match: null, isCertain }
  }

  async function quote(question: MarketQuestion, call: VenueCall): Promise<Quote | null> {
    const match = await find(question, call)
    const venue = match && venues.find(({ name }) => name === match.venue)
    if (!venue) return null
    return orWarn(venue, call, () => venue.quote(match.marketId, question.asOf, call))
  }

  /** Null where the venue failed, which is told. */
  async function orWarn<T>(venue: Venue, call: VenueCall, run: () => Promise<T>): Promise<T | null> {
    try {
      return await run()
    } catch (error) {
      call.signal.throwIfAborted()
      if (!IgError.isInstance(error)) throw error
      onWarning?.(
        new IgError({
          code: 'E_MARKET',
          message: 'A market venue gave no price.',
          values: { venue: venue.name, problem: error.code },
          cause: error,
          retryable: error.retryable,
        }),
      )
      return null
    }
  }

  return {
    find,
    quote,
    async price(question, call) {
      const found = await quote(question, call)
      return found !== null && found.weight >= MIN_WEIGHT ? found.price : null
    },
    async estimate(question, { prior, ...call }) {
      const found = await quote(question, call)
      if (found === null) return null
      const probability = marketWorth(found, { ...question, prior, ...(calibration && { calibration }) })
      return { quote: found, probability }
    },
  }
}
