/** How a market was settled for good. */
export interface Resolution {
  /** The value of YES; null where it was cancelled or split. */
  readonly yes: 0 | 1 | null
  /** When; null where the venue does not say. */
  readonly at: Date | null
}

/** A market at a moment. */
export interface Quote {
  readonly venue: string
  readonly marketId: string
  /** What the venue asks. */
  readonly title: string
  /** The market's page; null where it has none. */
  readonly url: string | null
  /** Of yes, 0 to 1, as it is traded: not yet a probability. */
  readonly price: number
  /** When the price was seen or traded. */
  readonly pricedAt: Date
  /** Difference of the best ask and bid; null where there is no book, or none of that moment. */
  readonly spread: number | null
  /** In the venue's own unit; null where unknown. */
  readonly volume: number | null
  readonly closesAt: Date | null
  /** Known at the moment that was asked for; null while open. */
  readonly resolution: Resolution | null
  /** 0 to 1: how far the price is to be believed; see `quoteWeight`. */
  readonly weight: number
}

const DAY_MS = 86_400_000
/** Up to here a book is as good as any. */
const TIGHT_SPREAD = 0.04
/** From here on it says nothing. */
const EMPTY_SPREAD = 0.5
const FRESH_DAYS = 1
const STALE_DAYS = 30

/**
 * How far a price is to be believed, 0 to 1: full for a tight book of today, nothing for a spread of half the range
 * or a last trade a month ago, in between by straight lines. Play money and unknown books count 0.8 at most.
 */
export function quoteWeight({
  spread,
  ageMs,
  hasBook,
}: {
  readonly spread: number | null
  /** From the last sign of trade to the moment asked for; null where unknown. */
  readonly ageMs: number | null
  /** Real money and an order book. */
  readonly hasBook: boolean
}): number {
  const tightness = spread === null ? NO_BOOK : fade(spread, TIGHT_SPREAD, EMPTY_SPREAD)
  const freshness = ageMs === null ? NO_BOOK : fade(ageMs / DAY_MS, FRESH_DAYS, STALE_DAYS)
  return Math.min(hasBook ? 1 : NO_BOOK, tightness, freshness)
}

const NO_BOOK = 0.8

function fade(value: number, full: number, nothing: number): number {
  return Math.min(1, Math.max(0, (nothing - value) / (nothing - full)))
}
