import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval.ts'

test.each([
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [81, 263, 0.2553, 0.3662],
])('%d of %d', (successes, count, low, high) => {
  const interval = wilsonInterval(successes, count)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('holds the share, and narrows with the count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (count, some) => {
      const successes = Math.min(some, count)
      const { low, high } = wilsonInterval(successes, count)
      expect(low).toBeLessThanOrEqual(successes / count + 1e-12)
      expect(high).toBeGreaterThanOrEqual(successes / count - 1e-12)
      const ten = wilsonInterval(successes * 10, count * 10)
      expect(ten.high - ten.low).toBeLessThan(high - low)
    }),
  )
})

test('says nothing of nothing', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
})
