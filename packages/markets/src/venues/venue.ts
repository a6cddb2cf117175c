import type { MarketQuestion } from '../market-question.ts'
import type { Quote } from '../quote.ts'

/** What every request to a venue needs. */
export interface VenueCall {
  readonly signal: AbortSignal
}

/** A market that was found, before its price is asked. */
export interface Candidate {
  /** The venue's id for it: what `quote` takes. */
  readonly marketId: string
  readonly title: string
  readonly closesAt: Date | null
}

/** A prediction market venue. */
export interface Venue {
  /** In lower case, as in `marketType`. */
  readonly name: string
  /** The market's id where the event's id is one of this venue; null where it is not. Asks nobody. */
  marketIdOf(question: MarketQuestion): string | null
  /** Markets whose title is like the text; empty where the venue has no search. */
  search(text: string, call: VenueCall): Promise<readonly Candidate[]>
  /**
   * The price of yes at the moment, from nothing that is later; null where the venue has no such market, no price
   * that early, or no side that is yes.
   */
  quote(marketId: string, asOf: Date, call: VenueCall): Promise<Quote | null>
}

/** The younger of these prices are live: the book of now is the book of then. */
export const LIVE_MS = 120_000
