import { z } from 'zod'
import { createJsonReader } from '../http/fetch-json.ts'
import { venueUrl } from '../http/venue-url.ts'
import { type Quote, quoteWeight } from '../quote.ts'
import { bookPrice } from './book-price.ts'
import { LIVE_MS, type Venue, type VenueCall } from './venue.ts'
import { amount, isoMoment, price } from './venue-fields.ts'

/** Where Kalshi is asked, and by which `fetch` and clock; all have defaults. */
export interface KalshiOptions {
  /** Default `https://api.elections.kalshi.com/trade-api/v2`. */
  readonly baseUrl?: string | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
}

/** Whole cents in older answers. */
const cents = amount.transform((value) => (value !== null && value <= 100 ? value / 100 : null))

const marketSchema = z.looseObject({
  ticker: z.string(),
  event_ticker: z.string().nullish(),
  title: z.string(),
  subtitle: z.string().nullish(),
  yes_bid: cents,
  yes_ask: cents,
  last_price: cents,
  yes_bid_dollars: price,
  yes_ask_dollars: price,
  last_price_dollars: price,
  volume: amount,
  volume_fp: amount,
  close_time: isoMoment,
  result: z.string().nullish(),
  status: z.string().nullish(),
  settlement_ts: isoMoment,
})
type KalshiMarket = z.output<typeof marketSchema>

const side = z
  .looseObject({ close: cents, close_dollars: price })
  .nullish()
  .transform((value) => value?.close_dollars ?? value?.close ?? null)
const candlesSchema = z.looseObject({
  candlesticks: z
    .array(z.looseObject({ end_period_ts: amount, price: side, yes_bid: side, yes_ask: side }))
    .nullish(),
})

const LOOK_BACK_SECONDS = 14 * 86_400
const HOUR_MINUTES = 60
const FINAL_STATUS = /^(finalized|settled)$/i

/** Kalshi's public market data, with prices in cents or in dollars. Prices of the past come from hourly candles. */
export function kalshi(options: KalshiOptions = {}): Venue {
  const {
    baseUrl = 'https://api.elections.kalshi.com/trade-api/v2',
    fetch: fetchFrom = fetch,
    nowMs = Date.now,
  } = options
  const reader = createJsonReader({ venue: 'kalshi', fetch: fetchFrom })

  async function pastPrice(market: KalshiMarket, asOf: Date, call: VenueCall) {
    const endTs = Math.floor(asOf.getTime() / 1_000)
    const series = (market.event_ticker ?? market.ticker).split('-')[0] as string
    const path = `/series/${encodeURIComponent(series)}/markets/${encodeURIComponent(market.ticker)}/candlesticks`
    const query = {
      start_ts: `${endTs - LOOK_BACK_SECONDS}`,
      end_ts: `${endTs}`,
      period_interval: `${HOUR_MINUTES}`,
    }
    const candles =
      (await reader.read(venueUrl(baseUrl, path, query), candlesSchema, call))?.candlesticks ?? []
    // A candle is known once its hour is over.
    const past = candles.flatMap((candle) =>
      candle.end_period_ts !== null && candle.end_period_ts <= endTs
        ? [{ ...candle, endedAt: candle.end_period_ts }]
        : [],
    )
    for (const { endedAt, price: lastTrade, yes_bid: bid, yes_ask: ask } of past.toSorted(
      (a, b) => b.endedAt - a.endedAt,
    )) {
      const priced = bookPrice({ bid, ask, lastTrade })
      if (priced) return { ...priced, pricedAt: new Date(endedAt * 1_000) }
    }
    return null
  }

  return {
    name: 'kalshi',
    marketIdOf: ({ id, marketType }) =>
      id !== undefined && marketType?.toLowerCase() === 'kalshi' && /^[A-Za-z0-9.-]+$/.test(id)
        ? id.toUpperCase()
        : null,
    // The venue has no search by text.
    search: async () => [],
    async quote(marketId, asOf, call) {
      const answer = await reader.read(
        venueUrl(baseUrl, `/markets/${encodeURIComponent(marketId)}`),
        z.looseObject({ market: marketSchema }),
        call,
      )
      if (answer === null) return null
      const { market } = answer
      const isLive = asOf.getTime() >= nowMs() - LIVE_MS
      const live = isLive ? livePrice(market) : null
      const priced = isLive
        ? live && { ...live, pricedAt: new Date(nowMs()) }
        : await pastPrice(market, asOf, call)
      if (!priced) return null
      return {
        venue: 'kalshi',
        marketId: market.ticker,
        title: [market.title, market.subtitle].filter(Boolean).join(' '),
        url: `https://kalshi.com/markets/${encodeURIComponent(market.ticker.toLowerCase())}`,
        ...priced,
        volume: isLive ? (market.volume_fp ?? market.volume) : null,
        closesAt: market.close_time,
        resolution: resolutionAt(market, asOf, isLive),
        weight: quoteWeight({
          spread: priced.spread,
          ageMs: asOf.getTime() - priced.pricedAt.getTime(),
          hasBook: true,
        }),
      } satisfies Quote
    },
  }
}

function livePrice(market: KalshiMarket) {
  return bookPrice({
    bid: market.yes_bid_dollars ?? market.yes_bid,
    ask: market.yes_ask_dollars ?? market.yes_ask,
    lastTrade: market.last_price_dollars ?? market.last_price,
  })
}

/** A result that is only determined can still be disputed. */
function resolutionAt(
  { result, status, settlement_ts: settledAt }: KalshiMarket,
  asOf: Date,
  isLive: boolean,
) {
  const isFinal = settledAt === null ? isLive && FINAL_STATUS.test(status ?? '') : settledAt <= asOf
  if (!isFinal || !result) return null
  return { yes: result === 'yes' ? 1 : result === 'no' ? 0 : null, at: settledAt } as const
}
