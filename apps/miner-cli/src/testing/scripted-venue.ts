import { serveOnLoopback } from './serve-on-loopback.ts'

/** A Polymarket and a source of events on loopback. */
export interface ScriptedVenue {
  readonly baseUrl: string
  readonly asked: URL[]
  /** The price of yes now; null takes the venue down. */
  price: number | null
  /** What the source of events lists, as it stands on the wire. */
  events: readonly Readonly<Record<string, unknown>>[]
  /** Points of the price's history. */
  history: readonly { readonly t: number; readonly p: number }[]
}

/** The condition id of its only market. */
export const CONDITION_ID = `0x${'ab'.repeat(32)}`

/** When it closes: at the beginning of the day a month from now. */
export const SCRIPTED_CLOSE = new Date(Math.floor(Date.now() / 86_400_000 + 30) * 86_400_000)

/** Starts one that goes away with the test. Its flags: `venueFlags`. */
export async function startScriptedVenue(question: string): Promise<ScriptedVenue> {
  const baseUrl = await serveOnLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://venue')
    venue.asked.push(url)
    const send = (json: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    const { price } = venue
    if (url.pathname === '/api/v2/events') return send({ items: venue.events })
    if (url.pathname.startsWith('/api/v2/events/')) return send({ items: [] })
    if (price === null) return response.writeHead(503).end()
    if (url.pathname === '/prices-history') return send({ history: venue.history })
    const isOurs = url.searchParams.get('condition_ids') === CONDITION_ID
    const isOpen = url.searchParams.get('closed') !== 'true'
    if (url.pathname === '/markets') return send(isOurs && isOpen ? [marketAt(price, question)] : [])
    if (url.pathname === '/public-search') return send({ events: [{ markets: [marketAt(price, question)] }] })
    return response.writeHead(404).end()
  })
  const venue: ScriptedVenue = { baseUrl, asked: [], price: 0.5, events: [], history: [] }
  return venue
}

/** The flags that name it, and no other venue. */
export function venueFlags({ baseUrl }: ScriptedVenue): string[] {
  return [
    '--markets.venues',
    'polymarket',
    '--markets.polymarket.gamma_base_url',
    baseUrl,
    '--markets.polymarket.clob_base_url',
    baseUrl,
  ]
}

function marketAt(price: number, question: string) {
  return {
    conditionId: CONDITION_ID,
    question,
    slug: 'the-market',
    outcomes: '["Yes", "No"]',
    outcomePrices: JSON.stringify([String(price), String(1 - price)]),
    clobTokenIds: '["111", "222"]',
    closed: false,
    endDate: SCRIPTED_CLOSE.toISOString(),
    bestBid: price - 0.005,
    bestAsk: price + 0.005,
    lastTradePrice: price,
    volumeNum: 100_000,
  }
}
