import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteWeight } from './quote.ts'

const DAY_MS = 86_400_000

test.each([
  ['a tight book of now', { spread: 0.01, ageMs: 0, hasBook: true }, 1],
  ['a spread of .6', { spread: 0.6, ageMs: 0, hasBook: true }, 0],
  ['a last trade a month ago', { spread: 0.01, ageMs: 30 * DAY_MS, hasBook: true }, 0],
  ['play money', { spread: null, ageMs: 0, hasBook: false }, 0.8],
])('%s', (_, quote, weight) => {
  expect(quoteWeight(quote)).toBeCloseTo(weight)
})

test('wider or older is never worth more', () => {
  const spread = fc.double({ min: 0, max: 1, noNaN: true })
  const ageMs = fc.integer({ min: 0, max: 60 * DAY_MS })
  fc.assert(
    fc.property(spread, spread, ageMs, ageMs, (a, b, c, d) => {
      const weight = (s: number, age: number) => quoteWeight({ spread: s, ageMs: age, hasBook: true })
      expect(weight(Math.max(a, b), Math.max(c, d))).toBeLessThanOrEqual(
        weight(Math.min(a, b), Math.min(c, d)),
      )
    }),
  )
})
