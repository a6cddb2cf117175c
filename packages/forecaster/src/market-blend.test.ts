import { afterEach, describe, expect, test } from 'vitest'
import { weightedLogitMean } from './aggregate/weighted-logit-mean.ts'
import type { ForecasterOptions } from './forecaster-options.ts'
import type { MarketQuote } from './ports.ts'
import { clampProbability, fromLogit, logit } from './probability.ts'
import {
  closeServers,
  forecasterOn,
  priced,
  question,
  saying,
  scripted,
} from './testing/scripted-forecaster.ts'

afterEach(closeServers)

/** What a forecaster makes of samples that all say 0.6. */
async function withMarket(market: number | MarketQuote | null, options: ForecasterOptions = {}) {
  const server = await scripted(() => saying(0.6))
  const { forecaster } = forecasterOn(server, { market: { price: async () => market }, ...options })
  return forecaster.invoke({
    ...question,
    cutoff: new Date('2026-01-12T00:00:00Z'),
    marketType: 'Polymarket',
  })
}

describe('unless fitted', () => {
  test.each([
    [0.2, 0.8],
    [{ price: 0.2, weight: 1 }, 0.8],
    [{ price: 0.2, weight: 0.5 }, 0.4],
    [{ price: 0.2, weight: 0 }, 0],
    [null, 0],
  ])('a market of %j has the share %d of the logits', async (market, share) => {
    const { probability } = await withMarket(market)
    expect(probability).toBeCloseTo(weightedLogitMean([0.6, 0.2], [1 - share, share]), 12)
  })

  test('what a price is worth is heard, and the price itself is shown', async () => {
    const told = { price: 0.2, probability: 0.1, venue: 'polymarket', url: 'https://polymarket.example/m' }
    const forecast = await withMarket(told)
    expect(forecast).toMatchObject({ market: 0.2, views: { market: 0.1 } })
    expect(forecast.probability).toBeCloseTo(weightedLogitMean([0.6, 0.1], [0.2, 0.8]), 12)
    expect(forecast.reasoning).toContain('the market 0.200 (polymarket)')
  })

  test.each([
    [{ price: 0.2, weight: 0.25 }, weightedLogitMean([0.2, 0.3], [0.25, 0.75])],
    [{ price: 0.2, weight: 0 }, 0.3],
    [{ price: 0.2, weight: 0.25, probability: 0.28 }, 0.28],
  ])('a market of %j alone makes the forecast that far', async (market, expected) => {
    const forecast = await withMarket(market, { model: undefined })
    expect(forecast).toMatchObject({ basis: 'market', probability: expect.closeTo(expected, 12) })
    expect(forecast.confidence).toBe(0.5 * market.weight)
  })

  test('a price of which the port says no worth is calibrated by horizon and venue', async () => {
    const asked: unknown[] = []
    const calibrateMarket: ForecasterOptions['calibrateMarket'] = (price, about) => {
      asked.push([price, about])
      return 0.3
    }
    expect((await withMarket(0.2, { calibrateMarket })).views.market).toBe(0.3)
    expect(asked).toEqual([[0.2, { horizonDays: 10, venue: 'polymarket' }]])
    const server = await scripted(() => ({ status: 401 }))
    const { forecaster } = forecasterOn(server, { calibrateMarket })
    expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'market', market: 0.4, probability: 0.3 })
  })

  test.each([
    { price: 1.2 },
    { price: Number.NaN },
    { price: 0.5, weight: 2 },
    { price: 0.5, probability: -1 },
  ])('a market of %j is not heard', async (market) => {
    expect(await withMarket(market)).toMatchObject({ market: null, probability: expect.closeTo(0.6, 12) })
  })
})

describe('fitted', () => {
  test('a blend weighs models by name and the market, as far as that is to be believed', async () => {
    const blend = { groups: { 'gpt-4.1-mini': 0.5, unheard: 0.1 }, crowd: 0.7, intercept: 0.05 }
    const expected = (crowd: number) => fromLogit(0.6 * logit(0.6) + 0.7 * logit(crowd) + 0.05)
    expect((await withMarket(0.2, { blend })).probability).toBeCloseTo(expected(0.2), 12)
    expect((await withMarket({ price: 0.2, weight: 0 }, { blend })).probability).toBeCloseTo(
      expected(0.6),
      12,
    )
    expect((await withMarket(null, { blend })).probability).toBeCloseTo(expected(0.6), 12)
  })

  test('a recalibration bends the opinion before the market is heard', async () => {
    const recalibration = {
      all: { slope: 1, intercept: 0 },
      byType: { polymarket: { slope: 0.5, intercept: 0.1 } },
    }
    const bent = fromLogit(0.5 * logit(0.6) + 0.1)
    const forecast = await withMarket(0.2, { recalibration })
    expect(forecast.views.model).toBeCloseTo(bent, 12)
    expect(forecast.probability).toBeCloseTo(weightedLogitMean([bent, 0.2], [0.2, 0.8]), 12)
  })

  test('whatever comes out is inside [0.001, 0.999]', async () => {
    const blend = { groups: { all: 100 }, crowd: 0, intercept: 0 }
    expect((await withMarket(null, { blend })).probability).toBe(clampProbability(1))
  })
})
