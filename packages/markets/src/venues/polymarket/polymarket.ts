import { z } from 'zod'
import { createJsonReader } from '../../http/fetch-json.ts'
import { venueUrl } from '../../http/venue-url.ts'
import { type Quote, quoteWeight } from '../../quote.ts'
import { LIVE_MS, type Venue, type VenueCall } from '../venue.ts'
import { amount, price } from '../venue-fields.ts'
import { type GammaMarket, gammaMarket, livePrice, resolutionOf, yesIndex } from './gamma-market.ts'

/** Where Polymarket is asked, and by which `fetch` and clock; all have defaults. */
export interface PolymarketOptions {
  /** Default `https://gamma-api.polymarket.com`. */
  readonly gammaBaseUrl?: string | undefined
  /** Default `https://clob.polymarket.com`. */
  readonly clobBaseUrl?: string | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
}

const GAMMA = 'https://gamma-api.polymarket.com'
const CLOB = 'https://clob.polymarket.com'
const CONDITION_ID = /^0x[0-9a-f]{64}$/i

const historySchema = z.looseObject({
  history: z.array(z.looseObject({ t: amount, p: price })).nullish(),
})
const searchSchema = z.looseObject({
  events: z.array(z.looseObject({ markets: z.array(z.unknown()).nullish() })).nullish(),
})

/** How far back a price is looked for. */
const LOOK_BACK_SECONDS = 14 * 86_400
/** Of a resolved market nothing finer is kept. */
const CLOSED_FIDELITY_MINUTES = 720
const OPEN_FIDELITY_MINUTES = 60

/**
 * Polymarket by its public catalogue (Gamma) and order book (CLOB): no key. An event is one of its own when its id is
 * a condition id. Prices of the past come from the history of the yes token: the last point at or before the moment.
 */
export function polymarket(options: PolymarketOptions = {}): Venue {
  const { gammaBaseUrl = GAMMA, clobBaseUrl = CLOB, fetch: fetchFrom = fetch, nowMs = Date.now } = options
  const reader = createJsonReader({ venue: 'polymarket', fetch: fetchFrom })

  async function findMarket(conditionId: string, call: VenueCall): Promise<GammaMarket | null> {
    // Without `closed` only open markets are listed.
    for (const closed of ['false', 'true']) {
      const url = venueUrl(gammaBaseUrl, '/markets', { condition_ids: conditionId, closed })
      const found = await reader.read(url, z.array(z.unknown()), call)
      const market = (found ?? [])
        .map((one) => gammaMarket.safeParse(one))
        .find((one) => one.success && one.data.conditionId.toLowerCase() === conditionId.toLowerCase())
      if (market?.success) return market.data
    }
    return null
  }

  async function pastPrice(market: GammaMarket, yes: 0 | 1, asOf: Date, call: VenueCall) {
    const token = market.clobTokenIds[yes]
    if (typeof token !== 'string') return null
    const endTs = Math.floor(asOf.getTime() / 1_000)
    const url = venueUrl(clobBaseUrl, '/prices-history', {
      market: token,
      startTs: `${endTs - LOOK_BACK_SECONDS}`,
      endTs: `${endTs}`,
      fidelity: `${market.closed ? CLOSED_FIDELITY_MINUTES : OPEN_FIDELITY_MINUTES}`,
    })
    const points = (await reader.read(url, historySchema, call))?.history ?? []
    const last = points
      .flatMap(({ t, p }) => (t !== null && p !== null && t <= endTs ? [{ t, p }] : []))
      .toSorted((a, b) => b.t - a.t)[0]
    return last === undefined ? null : { price: last.p, spread: null, pricedAt: new Date(last.t * 1_000) }
  }

  return {
    name: 'polymarket',
    marketIdOf: ({ id }) => (id !== undefined && CONDITION_ID.test(id) ? id.toLowerCase() : null),
    async search(text, call) {
      const found = await reader.read(
        venueUrl(gammaBaseUrl, '/public-search', { q: text }),
        searchSchema,
        call,
      )
      return (found?.events ?? [])
        .flatMap(({ markets }) => markets ?? [])
        .map((market) => gammaMarket.safeParse(market))
        .flatMap(({ data }) =>
          data ? [{ marketId: data.conditionId, title: data.question, closesAt: data.endDate }] : [],
        )
    },
    async quote(marketId, asOf, call) {
      const market = await findMarket(marketId, call)
      const yes = market && yesIndex(market)
      if (market === null || yes === null) return null
      const isLive = asOf.getTime() >= nowMs() - LIVE_MS
      const live = isLive ? livePrice(market, yes) : null
      const priced = isLive
        ? live && { ...live, pricedAt: new Date(nowMs()) }
        : await pastPrice(market, yes, asOf, call)
      if (priced === null) return null
      const isSettledThen = isLive || (market.closedTime !== null && market.closedTime <= asOf)
      return {
        venue: 'polymarket',
        marketId: market.conditionId,
        title: market.question,
        url: market.slug ? `https://polymarket.com/market/${encodeURIComponent(market.slug)}` : null,
        ...priced,
        volume: isLive ? market.volumeNum : null,
        closesAt: market.endDate,
        resolution: isSettledThen ? resolutionOf(market, yes) : null,
        weight: quoteWeight({
          spread: priced.spread,
          ageMs: asOf.getTime() - priced.pricedAt.getTime(),
          hasBook: true,
        }),
      } satisfies Quote
    },
  }
}
