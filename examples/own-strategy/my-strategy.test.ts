import { parseStrategyModule } from '@ig/forecaster/strategy'
import { expect, test } from 'vitest'
import * as module from './my-strategy.ts'

const forecaster = parseStrategyModule(module, { name: 'my-strategy.ts' })
const asOf = new Date('2026-01-01T00:00:00Z')
const inHours = (hours: number) => new Date(asOf.getTime() + hours * 3_600_000)
const probability = async (market: number | null, hours: number) =>
  (await forecaster.invoke({ question: 'Will it?', asOf, market, cutoff: inHours(hours) })).probability

test('follows the market when the cutoff is near, and leans towards the base rate when it is far', async () => {
  expect(await probability(0.9, 0)).toBeCloseTo(0.9, 9)
  expect(await probability(0.9, 24 * 365)).toBeLessThan(0.85)
  expect(await probability(0.05, 24 * 365)).toBeGreaterThan(0.06)
})

test('has an answer without a price, and for prices of 0 and 1', async () => {
  expect(await probability(null, 1)).toBe(0.3)
  expect(await probability(0, 1)).toBeCloseTo(0.01, 2)
  expect(await probability(1, 1)).toBeCloseTo(0.99, 2)
})
