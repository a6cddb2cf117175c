import { z } from 'zod'
import type { Resolution } from '../../quote.ts'
import { type BookPrice, bookPrice } from '../book-price.ts'
import { amount, isoMoment, price } from '../venue-fields.ts'

/** Gamma encodes lists as JSON inside of a string. */
const encodedList = z
  .union([z.array(z.unknown()), z.string()])
  .transform((value) => (typeof value === 'string' ? parseList(value) : value))
  .nullish()
  .transform((value) => value ?? [])
  .catch([])

/** What is used of a market in Gamma, Polymarket's catalogue. */
export const gammaMarket = z.looseObject({
  conditionId: z.string(),
  question: z.string(),
  slug: z.string().nullish(),
  outcomes: encodedList,
  outcomePrices: encodedList,
  clobTokenIds: encodedList,
  endDate: isoMoment,
  closedTime: isoMoment,
  updatedAt: isoMoment,
  closed: z.boolean().nullish(),
  bestBid: price,
  bestAsk: price,
  lastTradePrice: price,
  volumeNum: amount,
  umaResolutionStatus: z.string().nullish(),
})

export type GammaMarket = z.output<typeof gammaMarket>

/** Where yes stands among the outcomes; null where there is no yes and no, as between two teams. */
export function yesIndex({ outcomes }: GammaMarket): 0 | 1 | null {
  const names = outcomes.map((name) => String(name).trim().toLowerCase())
  if (names.length !== 2 || !names.includes('no')) return null
  const index = names.indexOf('yes')
  return index === 0 || index === 1 ? index : null
}

/** The price of yes now. */
export function livePrice(market: GammaMarket, yes: 0 | 1): BookPrice | null {
  const [first, second] = market.outcomePrices.map((value) => price.parse(value))
  const [ofYes, ofNo] = yes === 0 ? [first, second] : [second, first]
  const shown =
    typeof ofYes === 'number' && typeof ofNo === 'number' && ofYes + ofNo > 0 ? ofYes / (ofYes + ofNo) : null
  // The book's prices are the first outcome's.
  const turn = (value: number | null) => (value === null || yes === 0 ? value : 1 - value)
  const [bid, ask] =
    yes === 0 ? [market.bestBid, market.bestAsk] : [turn(market.bestAsk), turn(market.bestBid)]
  return bookPrice({ bid, ask, lastTrade: turn(market.lastTradePrice), shown })
}

/** How it was settled; null while it is open. A price of a half is no answer. */
export function resolutionOf(market: GammaMarket, yes: 0 | 1): Resolution | null {
  if (!market.closed || market.umaResolutionStatus?.toLowerCase() !== 'resolved') return null
  const prices = market.outcomePrices.map((value) => price.parse(value))
  const [ofYes, ofNo] = yes === 0 ? [prices[0], prices[1]] : [prices[1], prices[0]]
  const at = market.closedTime
  if (ofYes === 1 && ofNo === 0) return { yes: 1, at }
  if (ofYes === 0 && ofNo === 1) return { yes: 0, at }
  return { yes: null, at }
}

function parseList(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : []
  } catch {
    // Not a list: the market has no outcomes that could be told apart.
    return []
  }
}
