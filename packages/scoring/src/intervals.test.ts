import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  firstDuePosition,
  INTERVAL_EPOCH_MS,
  INTERVAL_MS,
  intervalIndex,
  intervalStartMs,
  intervalWeight,
  scoredIntervalCount,
  weightShareLeft,
} from './intervals.ts'

test('row 49: puts an edge into the interval that begins there', () => {
  const edgeMs = Date.UTC(2026, 0, 1, 4)
  expect(intervalIndex(edgeMs) - intervalIndex(edgeMs - 1)).toBe(1)
  expect(intervalStartMs(intervalIndex(edgeMs))).toBe(edgeMs)
  expect(intervalIndex(INTERVAL_EPOCH_MS)).toBe(0)
  expect(intervalIndex(INTERVAL_EPOCH_MS - 1)).toBe(-1)
})

test('discards an event that ends in the interval of its registration', () => {
  const registeredAtMs = INTERVAL_EPOCH_MS + 10
  expect(scoredIntervalCount({ registeredAtMs, endsAtMs: INTERVAL_EPOCH_MS + INTERVAL_MS - 1 })).toBe(0)
  expect(scoredIntervalCount({ registeredAtMs, endsAtMs: INTERVAL_EPOCH_MS + INTERVAL_MS })).toBe(1)
  expect(scoredIntervalCount({ registeredAtMs, endsAtMs: INTERVAL_EPOCH_MS - INTERVAL_MS })).toBe(0)
})

test.each([
  ['long before the event', -100 * INTERVAL_MS, 0],
  ['a millisecond before it', -1, 0],
  ['as the first interval starts', 0, 1],
  ['within the first interval', INTERVAL_MS - 1, 1],
  ['as the last interval starts', 2 * INTERVAL_MS, 3],
  ['in the minute in which it starts', 2 * INTERVAL_MS + 59_999, 3],
  ['a minute after', 2 * INTERVAL_MS + 60_000, Infinity],
])('one who registered %s', (_, afterMs, position) => {
  expect(firstDuePosition(intervalStartMs(7) + afterMs, { firstInterval: 7, intervals: 3 })).toBe(position)
})

test('the share left is what is left when the weights are added one by one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), (count, seed) => {
      const position = seed % (count + 1)
      const weights = Array.from({ length: count }, (_, i) => intervalWeight(i, count))
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
      const left = weightShareLeft({
        registeredAtMs: INTERVAL_EPOCH_MS,
        endsAtMs: intervalStartMs(count),
        nowMs: intervalStartMs(position),
      })
      expect(left).toBeCloseTo(sum(weights.slice(position)) / sum(weights), 9)
    }),
  )
})

test('the first quarter of a long event carries more than a third of its weight', () => {
  const left = weightShareLeft({
    registeredAtMs: INTERVAL_EPOCH_MS,
    endsAtMs: intervalStartMs(100),
    nowMs: intervalStartMs(25),
  })
  expect(1 - left).toBeGreaterThan(0.36)
  expect(1 - left).toBeLessThan(0.39)
})
