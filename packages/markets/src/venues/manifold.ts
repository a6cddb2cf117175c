import { z } from 'zod'
import { createJsonReader } from '../http/fetch-json.ts'
import { venueUrl } from '../http/venue-url.ts'
import { type Quote, quoteWeight, type Resolution } from '../quote.ts'
import { LIVE_MS, type Venue, type VenueCall } from './venue.ts'
import { amount, price } from './venue-fields.ts'

/** Where Manifold is asked, and by which `fetch` and clock; all have defaults. */
export interface ManifoldOptions {
  /** Default `https://api.manifold.markets/v0`. */
  readonly baseUrl?: string | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
}

const marketSchema = z.looseObject({
  id: z.string(),
  question: z.string(),
  url: z.string().nullish(),
  outcomeType: z.string(),
  probability: price,
  isResolved: z.boolean().nullish(),
  resolution: z.string().nullish(),
  resolutionTime: amount,
  createdTime: amount,
  closeTime: amount,
  lastBetTime: amount,
  volume: amount,
})
type ManifoldMarket = z.output<typeof marketSchema>

const betsSchema = z.array(z.looseObject({ id: z.string(), createdTime: amount, probAfter: price }))

const PAGE = 1_000
/** A busy market's bets since the moment; beyond, its price then is not known. */
const MAX_PAGES = 20

/**
 * Manifold, whose money is play money: prices count less. Prices of the past are exact, by the last bet at or before
 * the moment.
 */
export function manifold(options: ManifoldOptions = {}): Venue {
  const { baseUrl = 'https://api.manifold.markets/v0', fetch: fetchFrom = fetch, nowMs = Date.now } = options
  const reader = createJsonReader({ venue: 'manifold', fetch: fetchFrom })

  async function pastPrice({ id }: ManifoldMarket, asOf: Date, call: VenueCall) {
    let before: string | null = null
    for (let page = 0; page < MAX_PAGES; page++) {
      const query: Record<string, string> = { contractId: id, limit: `${PAGE}`, ...(before && { before }) }
      const bets: z.output<typeof betsSchema> =
        (await reader.read(venueUrl(baseUrl, '/bets', query), betsSchema, call)) ?? []
      const bet = bets.find(({ createdTime }) => createdTime !== null && createdTime <= asOf.getTime())
      if (bet && bet.createdTime !== null) {
        return bet.probAfter === null ? null : { price: bet.probAfter, pricedAt: new Date(bet.createdTime) }
      }
      before = bets.at(-1)?.id ?? null
      if (before === null) return null
    }
    return null
  }

  return {
    name: 'manifold',
    marketIdOf: ({ id, marketType }) =>
      id !== undefined && marketType?.toLowerCase() === 'manifold' && /^[\w-]+$/.test(id) ? id : null,
    async search(text, call) {
      const query = { term: text, filter: 'open', limit: '20' }
      const found = await reader.read(venueUrl(baseUrl, '/search-markets', query), z.array(z.unknown()), call)
      return (found ?? [])
        .map((market) => marketSchema.safeParse(market))
        .flatMap(({ data }) =>
          data?.outcomeType === 'BINARY'
            ? [{ marketId: data.id, title: data.question, closesAt: momentOf(data.closeTime) }]
            : [],
        )
    },
    async quote(marketId, asOf, call) {
      const market = await reader.read(
        venueUrl(baseUrl, `/market/${encodeURIComponent(marketId)}`),
        marketSchema,
        call,
      )
      if (market === null || market.outcomeType !== 'BINARY') return null
      const isLive = asOf.getTime() >= nowMs() - LIVE_MS
      const priced = isLive
        ? market.probability !== null && {
            price: market.probability,
            pricedAt: new Date(market.lastBetTime ?? nowMs()),
          }
        : await pastPrice(market, asOf, call)
      if (!priced) return null
      return {
        venue: 'manifold',
        marketId: market.id,
        title: market.question,
        url: market.url ?? null,
        ...priced,
        spread: null,
        volume: isLive ? market.volume : null,
        closesAt: momentOf(market.closeTime),
        resolution: resolutionAt(market, asOf),
        weight: quoteWeight({
          spread: null,
          ageMs: asOf.getTime() - priced.pricedAt.getTime(),
          hasBook: false,
        }),
      } satisfies Quote
    },
  }
}

function resolutionAt(market: ManifoldMarket, asOf: Date): Resolution | null {
  if (!market.isResolved || market.resolutionTime === null || market.resolutionTime > asOf.getTime())
    return null
  const yes = market.resolution === 'YES' ? 1 : market.resolution === 'NO' ? 0 : null
  return { yes, at: new Date(market.resolutionTime) }
}

function momentOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}
