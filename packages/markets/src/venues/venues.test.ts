import { describe, expect, test } from 'vitest'
import { type Scripted, scriptedFetch } from '../testing/scripted-fetch.ts'
import { azuro } from './azuro.ts'
import { kalshi } from './kalshi.ts'
import { manifold } from './manifold.ts'
import { metaculus } from './metaculus.ts'

const now = new Date('2026-03-01T12:00:00Z')
const past = new Date('2026-02-20T00:00:00Z')
const pastSeconds = past.getTime() / 1_000
const call = { signal: new AbortController().signal }
const nowMs = () => now.getTime()

function by(paths: Record<string, unknown>, headers: Headers[] = []) {
  return scriptedFetch((url, init): Scripted => {
    headers.push(new Headers(init.headers))
    const json = paths[url.pathname]
    return json === undefined ? { status: 404 } : { json }
  })
}

describe('manifold', () => {
  const market = {
    id: 'm1',
    question: 'Will it snow?',
    url: 'https://manifold.markets/a/b',
    outcomeType: 'BINARY',
    probability: 0.42,
    closeTime: Date.parse('2026-03-05T00:00:00Z'),
    lastBetTime: now.getTime() - 1_000,
    volume: 100,
  }

  test('gives the price now, and trusts play money less', async () => {
    const { fetch } = by({ '/v0/market/m1': market })
    const quote = await manifold({ fetch, nowMs }).quote('m1', now, call)
    expect(quote).toMatchObject({ price: 0.42, spread: null, closesAt: new Date('2026-03-05T00:00:00Z') })
    expect(quote?.weight).toBeLessThan(1)
  })

  test('gives the price after the last bet before the moment, page by page', async () => {
    const pages = [
      [
        { id: 'b3', createdTime: past.getTime() + 2, probAfter: 0.9 },
        { id: 'b2', createdTime: past.getTime() + 1, probAfter: 0.8 },
      ],
      [{ id: 'b1', createdTime: past.getTime(), probAfter: 0.3 }],
    ]
    const { fetch, asked } = scriptedFetch((url): Scripted => {
      if (url.pathname !== '/v0/bets') return { json: market }
      return { json: pages[url.searchParams.get('before') === 'b2' ? 1 : 0] }
    })
    const quote = await manifold({ fetch, nowMs }).quote('m1', past, call)
    expect(quote).toMatchObject({ price: 0.3, pricedAt: past, volume: null })
    expect(asked).toHaveLength(3)
  })

  test('has no price before the first bet, and none for other kinds of market', async () => {
    const { fetch } = by({
      '/v0/market/m1': market,
      '/v0/bets': [],
      '/v0/market/m2': { ...market, outcomeType: 'NUMERIC' },
    })
    const venue = manifold({ fetch, nowMs })
    expect(await venue.quote('m1', past, call)).toBeNull()
    expect(await venue.quote('m2', now, call)).toBeNull()
    expect(await venue.quote('m3', now, call)).toBeNull()
  })
})

describe('kalshi', () => {
  const market = {
    ticker: 'SNOW-26MAR05',
    event_ticker: 'SNOW-26',
    title: 'Snow?',
    close_time: '2026-03-05T00:00:00Z',
    result: '',
  }

  test.each([
    ['cents', { yes_bid: 20, yes_ask: 24, last_price: 30 }],
    ['dollars', { yes_bid_dollars: '0.2000', yes_ask_dollars: '0.2400', last_price_dollars: '0.3000' }],
  ])('reads prices in %s', async (_, prices) => {
    const { fetch } = by({ '/trade-api/v2/markets/SNOW-26MAR05': { market: { ...market, ...prices } } })
    const quote = await kalshi({ fetch, nowMs }).quote('SNOW-26MAR05', now, call)
    expect(quote?.price).toBeCloseTo(0.22)
    expect(quote?.spread).toBeCloseTo(0.04)
  })

  test('reads a price of the past from the last candle that was over', async () => {
    const candle = (end: number, cents: number) => ({
      end_period_ts: end,
      price: { close: cents },
      yes_bid: { close: cents - 1 },
      yes_ask: { close: cents + 1 },
    })
    const { fetch } = by({
      '/trade-api/v2/markets/SNOW-26MAR05': {
        market: { ...market, result: 'yes', settlement_ts: '2026-02-25T00:00:00Z' },
      },
      '/trade-api/v2/series/SNOW/markets/SNOW-26MAR05/candlesticks': {
        candlesticks: [
          candle(pastSeconds - 7_200, 30),
          candle(pastSeconds, 40),
          candle(pastSeconds + 3_600, 99),
        ],
      },
    })
    const quote = await kalshi({ fetch, nowMs }).quote('SNOW-26MAR05', past, call)
    expect(quote).toMatchObject({ price: 0.4, pricedAt: past, resolution: null })
  })

  const at = '2026-02-25T00:00:00Z'
  test.each([
    ['determined, and may be disputed', { status: 'determined' }, null],
    ['finalized', { status: 'finalized' }, { yes: 1, at: null }],
    ['settled', { settlement_ts: at }, { yes: 1, at: new Date(at) }],
  ])('has an outcome for good: %s', async (_, values, resolution) => {
    const settled = { ...market, result: 'yes', last_price: 99, ...values }
    const { fetch } = by({ '/trade-api/v2/markets/SNOW-26MAR05': { market: settled } })
    const quote = await kalshi({ fetch, nowMs }).quote('SNOW-26MAR05', now, call)
    expect(quote?.resolution).toEqual(resolution)
  })
})

describe('metaculus', () => {
  const centre = (start: number, value: number) => ({ start_time: start, end_time: null, centers: [value] })
  const post = (aggregations: unknown) => ({
    id: 7,
    title: 'Snow?',
    question: { type: 'binary', scheduled_close_time: '2026-03-05T00:00:00Z', aggregations },
  })

  test('gives the community forecast of the moment and signs in with the token', async () => {
    const headers: Headers[] = []
    const history = [centre(pastSeconds - 10, 0.3), centre(pastSeconds + 10, 0.8)]
    const { fetch } = by(
      { '/api/posts/7/': post({ recency_weighted: { latest: centre(pastSeconds + 10, 0.8), history } }) },
      headers,
    )
    const quote = await metaculus({ fetch, apiKey: 'token' }).quote('7', past, call)
    expect(quote).toMatchObject({ price: 0.3, pricedAt: new Date((pastSeconds - 10) * 1_000) })
    expect(headers[0]?.get('authorization')).toBe('Token token')
  })

  test('has none where the forecast is hidden', async () => {
    const { fetch } = by({ '/api/posts/7/': post({ recency_weighted: { latest: null, history: [] } }) })
    expect(await metaculus({ fetch }).quote('7', now, call)).toBeNull()
  })
})

describe('azuro', () => {
  const condition = {
    conditionId: '300610060000000000260',
    state: 'Active',
    outcomes: [
      { outcomeId: '29', title: 'Home', odds: '1.25' },
      { outcomeId: '30', title: 'Away', odds: '4.2' },
    ],
    wonOutcomeIds: null,
  }
  const id = '0x7f3f3f19c4e4015fd9db2f22e653c766154091ef_300610060000000000260_30'

  test('takes the margin out of the odds', async () => {
    const { fetch } = by({ '/api/v1/public/condition-batch': [condition] })
    const quote = await azuro({ fetch, nowMs }).quote(id, now, call)
    expect(quote?.price).toBeCloseTo(0.213467, 5)
    expect(quote?.resolution).toBeNull()
  })

  test('says who won', async () => {
    const { fetch } = by({
      '/api/v1/public/condition-batch': {
        conditions: [{ ...condition, state: 'Resolved', wonOutcomeIds: ['30'] }],
      },
    })
    expect((await azuro({ fetch, nowMs }).quote(id, now, call))?.resolution).toEqual({ yes: 1, at: null })
  })

  test('knows no past, and no id of another form', async () => {
    const { fetch, asked } = by({})
    const venue = azuro({ fetch, nowMs })
    expect(await venue.quote(id, past, call)).toBeNull()
    expect(venue.marketIdOf({ question: 'q', asOf: now, id: '../x', marketType: 'AZURO' })).toBeNull()
    expect(venue.marketIdOf({ question: 'q', asOf: now, id, marketType: 'AZURO' })).toBe(id)
    expect(asked).toEqual([])
  })
})
