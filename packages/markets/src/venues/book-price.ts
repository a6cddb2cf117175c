/** A price with the spread of the book it came from. */
export interface BookPrice {
  readonly price: number
  /** Null where there is no book to speak of. */
  readonly spread: number | null
}

/** Within it the middle of the book is the price; in a wider one the last trade says more. */
const MAX_SPREAD = 0.1

/**
 * The price of yes: the middle of a tight book, else the last trade, else what the venue shows, else the middle of a
 * wide book. A crossed book is none. Null where nothing is known.
 */
export function bookPrice({
  bid,
  ask,
  lastTrade,
  shown = null,
}: {
  readonly bid: number | null
  readonly ask: number | null
  readonly lastTrade: number | null
  readonly shown?: number | null
}): BookPrice | null {
  const isBook = bid !== null && ask !== null && ask >= bid && ask > 0
  const spread = isBook ? ask - bid : null
  if (isBook && (spread as number) <= MAX_SPREAD) return { price: (bid + ask) / 2, spread }
  const price = lastTrade ?? shown ?? (isBook ? (bid + ask) / 2 : null)
  return price === null ? null : { price, spread }
}
