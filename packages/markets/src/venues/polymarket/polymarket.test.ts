import { expect, test } from 'vitest'
import { type Scripted, scriptedFetch } from '../../testing/scripted-fetch.ts'
import { polymarket } from './polymarket.ts'

const CONDITION = `0x${'ab'.repeat(32)}`
const now = new Date('2026-03-01T12:00:00Z')
const call = { signal: new AbortController().signal }
const market = {
  conditionId: CONDITION,
  question: 'Will it snow in Rome on March 5?',
  slug: 'snow-rome',
  outcomes: '["Yes", "No"]',
  outcomePrices: '["0.21", "0.79"]',
  clobTokenIds: '["111", "222"]',
  endDate: '2026-03-05T00:00:00Z',
  closed: false,
  bestBid: 0.2,
  bestAsk: 0.24,
  lastTradePrice: 0.31,
  volumeNum: 1234.5,
}

function open(fields: Record<string, unknown>, history: unknown[] = []) {
  const scripted = scriptedFetch((url): Scripted => {
    if (url.pathname === '/prices-history') return { json: { history } }
    const isClosed = url.searchParams.get('closed') === 'true'
    const one = { ...market, ...fields }
    return { json: Boolean(one.closed) === isClosed ? [one] : [] }
  })
  return { venue: polymarket({ fetch: scripted.fetch, nowMs: () => now.getTime() }), ...scripted }
}

test('the price now is the middle of the book', async () => {
  const quote = await open({}).venue.quote(CONDITION, now, call)
  expect(quote).toEqual({
    venue: 'polymarket',
    marketId: CONDITION,
    title: 'Will it snow in Rome on March 5?',
    url: 'https://polymarket.com/market/snow-rome',
    price: expect.closeTo(0.22),
    spread: expect.closeTo(0.04),
    pricedAt: now,
    volume: 1234.5,
    closesAt: new Date('2026-03-05T00:00:00Z'),
    resolution: null,
    weight: expect.closeTo(1),
  })
})

test.each([
  ['a wide book: the last trade', { bestBid: 0.05, bestAsk: 0.65 }, 0.31],
  ['a crossed book: the last trade', { bestBid: 0.6, bestAsk: 0.4 }, 0.31],
  [
    'no book, no trade: what is shown, made whole',
    { bestBid: null, bestAsk: null, lastTradePrice: null, outcomePrices: '["0.22","0.88"]' },
    0.2,
  ],
  ['prices as text', { bestBid: '0.20', bestAsk: '0.24' }, 0.22],
  ['prices that are none', { bestBid: 1.01, bestAsk: -1, lastTradePrice: 'soon' }, 0.21],
])('%s', async (_, fields, price) => {
  const quote = await open(fields).venue.quote(CONDITION, now, call)
  expect(quote?.price).toBeCloseTo(price)
})

test('yes is looked up by its name, wherever it stands', async () => {
  const turned = {
    outcomes: '["No","Yes"]',
    outcomePrices: '["0.79","0.21"]',
    bestBid: 0.76,
    bestAsk: 0.8,
    lastTradePrice: 0.69,
  }
  expect((await open(turned).venue.quote(CONDITION, now, call))?.price).toBeCloseTo(0.22)
})

test.each([
  ['two teams', { outcomes: '["Lakers","Celtics"]' }],
  ['three outcomes', { outcomes: '["Yes","No","Maybe"]' }],
  ['outcomes that are not a list', { outcomes: 'Yes, No' }],
  ['another market than the one asked for', { conditionId: `0x${'cd'.repeat(32)}` }],
])('has no price of yes for %s', async (_, fields) => {
  expect(await open(fields).venue.quote(CONDITION, now, call)).toBeNull()
})

test('a price of the past is the last point at or before the moment, never a later one', async () => {
  const asOf = new Date('2026-02-20T00:00:00Z')
  const t = asOf.getTime() / 1_000
  const { venue, asked } = open({}, [
    { t: t + 1, p: 0.99 },
    { t: t - 7_200, p: 0.4 },
    { t: t - 3_600, p: 0.45 },
    { t: t - 60, p: 7 },
  ])
  const quote = await venue.quote(CONDITION, asOf, call)
  expect(quote).toMatchObject({ price: 0.45, spread: null, volume: null, resolution: null })
  expect(quote?.pricedAt).toEqual(new Date((t - 3_600) * 1_000))
  expect(asked.at(-1)?.searchParams.get('market')).toBe('111')
})

test('of a closed market only twelve-hour points are asked for, and what came out later is not told', async () => {
  const asOf = new Date('2026-02-20T00:00:00Z')
  const closed = {
    closed: true,
    closedTime: '2026-02-28T00:00:00Z',
    umaResolutionStatus: 'resolved',
    outcomePrices: '["1","0"]',
  }
  const { venue, asked } = open(closed, [{ t: asOf.getTime() / 1_000 - 60, p: 0.3 }])
  expect(await venue.quote(CONDITION, asOf, call)).toMatchObject({ price: 0.3, resolution: null })
  expect(asked.at(-1)?.searchParams.get('fidelity')).toBe('720')
})

test.each([
  ['["1","0"]', { yes: 1, at: now }],
  ['["0","1"]', { yes: 0, at: now }],
  ['["0.5","0.5"]', { yes: null, at: now }],
])('settled at %s', async (outcomePrices, resolution) => {
  const settled = {
    closed: true,
    closedTime: now.toISOString(),
    umaResolutionStatus: 'resolved',
    outcomePrices,
  }
  expect((await open(settled).venue.quote(CONDITION, now, call))?.resolution).toEqual(resolution)
})

test('knows its own ids by their form alone', () => {
  const { venue } = open({})
  const asOf = now
  expect(venue.marketIdOf({ question: 'q', asOf, id: CONDITION.toUpperCase().replace('0X', '0x') })).toBe(
    CONDITION,
  )
  expect(venue.marketIdOf({ question: 'q', asOf, id: '0xabc' })).toBeNull()
  expect(venue.marketIdOf({ question: 'q', asOf, id: `${CONDITION}&limit=1` })).toBeNull()
})
