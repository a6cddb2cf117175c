import { expect, test } from 'vitest'
import { agreement } from '../aggregate/agreement.ts'
import { confidenceOf } from './confidence.ts'

test('without a market it is how far samples agree', () => {
  const samples = [0.6, 0.7, 0.65]
  expect(confidenceOf({ samples, opinion: 0.65, market: null })).toBe(agreement(samples))
})

test('falls with the distance to a market, as far as that is believed', () => {
  const of = (worth: number, weight: number) =>
    confidenceOf({ samples: [0.6, 0.7], opinion: 0.65, market: { worth, weight } })
  expect(of(0.65, 1)).toBeCloseTo(agreement([0.6, 0.7]), 12)
  expect(of(0.3, 1)).toBeLessThan(of(0.5, 1))
  expect(of(0.3, 0.2)).toBeGreaterThan(of(0.3, 1))
  expect(of(0.3, 0)).toBe(of(0.65, 1))
})
