import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { createMarkets } from './create-markets.ts'
import type { Quote } from './quote.ts'
import type { Venue } from './venues/venue.ts'

const asOf = new Date('2026-03-01T00:00:00Z')
const call = { signal: new AbortController().signal }
const quote: Quote = {
  venue: 'polymarket',
  marketId: '1',
  title: 'Will Bitcoin close above $100,000?',
  url: null,
  price: 0.4,
  pricedAt: asOf,
  spread: 0.02,
  volume: null,
  closesAt: new Date('2026-04-01T00:00:00Z'),
  resolution: null,
  weight: 1,
}
const question = { question: quote.title, asOf }

function venue(fields: Partial<Venue> = {}): Venue & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    name: 'polymarket',
    marketIdOf: ({ id }) => id ?? null,
    search: async (text) => {
      asked.push(text)
      return [{ marketId: '1', title: quote.title, closesAt: quote.closesAt }]
    },
    quote: async (marketId) => ({ ...quote, marketId }),
    ...fields,
    asked,
  }
}

test('finds the market by the id of the event', async () => {
  const markets = createMarkets({ venues: [venue()] })
  expect(await markets.find({ ...question, id: '0xabc' }, call)).toEqual({
    venue: 'polymarket',
    marketId: '0xabc',
    matchedBy: 'id',
  })
})

test('finds it by title where there is no id, and asks the venue once', async () => {
  const asked = venue()
  const markets = createMarkets({ venues: [asked] })
  await markets.find(question, call)
  expect(await markets.find(question, call)).toMatchObject({ marketId: '1', matchedBy: 'title' })
  expect(asked.asked).toEqual([quote.title])
})

test('looks again after an hour where nothing was found, at once where a venue failed', async () => {
  let nowMs = 0
  let searches = 0
  const counting = venue({
    search: async () => {
      searches++
      return []
    },
  })
  const markets = createMarkets({ venues: [counting], nowMs: () => nowMs })
  await markets.find(question, call)
  await markets.find(question, call)
  expect(searches).toBe(1)
  nowMs += 3_600_000
  await markets.find(question, call)
  expect(searches).toBe(2)
})

test('a venue that fails costs its price only, and is told', async () => {
  const warnings: IgError[] = []
  const failing = venue({
    name: 'kalshi',
    marketIdOf: () => null,
    search: async () => {
      throw new IgError({ code: 'E_MARKET_HTTP', message: 'down', retryable: true })
    },
  })
  const markets = createMarkets({
    venues: [failing, venue()],
    onWarning: (warning) => warnings.push(warning),
  })
  expect(await markets.price(question, call)).toBe(0.4)
  expect(warnings.map(({ code, values }) => [code, values?.venue])).toEqual([['E_MARKET', 'kalshi']])
})

test('a price that is hardly to be believed is none, and weighs little', async () => {
  const thin = createMarkets({ venues: [venue({ quote: async () => ({ ...quote, weight: 0.1 }) })] })
  expect(await thin.price(question, call)).toBeNull()
  const worth = async (weight: number) => {
    const markets = createMarkets({
      venues: [venue({ quote: async () => ({ ...quote, price: 0.9, weight }) })],
    })
    return (await markets.estimate(question, { ...call, prior: 0.3 }))?.probability as number
  }
  expect(await worth(0)).toBeCloseTo(0.3)
  expect(await worth(0.5)).toBeGreaterThan(0.3)
  expect(await worth(0.5)).toBeLessThan(await worth(1))
})

test('a caller that gives up is not told that the venue failed', async () => {
  const controller = new AbortController()
  const warnings: IgError[] = []
  const markets = createMarkets({
    venues: [venue({ quote: async () => Promise.reject(controller.abort(new Error('enough'))) })],
    onWarning: (warning) => warnings.push(warning),
  })
  await expect(markets.price(question, { signal: controller.signal })).rejects.toThrow('enough')
  expect(warnings).toEqual([])
})
