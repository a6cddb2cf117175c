import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brierScore, seedBrierScore, seedMovingAverage } from './brier-score.ts'

test('punishes certainty in the wrong four times as much as 0.5', () => {
  expect(brierScore(0.5, 1)).toBe(0.25)
  expect(brierScore(1, 0)).toBe(1)
  expect(brierScore(1, 1)).toBe(0)
})

test('no report does better in expectation than the truth, then and now', () => {
  const inside = fc.double({ min: 0.001, max: 1, noNaN: true })
  fc.assert(
    fc.property(inside, inside, (truth, report) => {
      const expected = (p: number) => truth * brierScore(p, 1) + (1 - truth) * brierScore(p, 0)
      const seed = (p: number) => truth * seedBrierScore(p, 1) + (1 - truth) * seedBrierScore(p, 0)
      expect(expected(truth)).toBeLessThanOrEqual(expected(report) + 1e-12)
      expect(seed(truth)).toBeGreaterThanOrEqual(seed(report) - 1e-12)
    }),
  )
})

test('takes a seed-era answer of 0 for a missing one, even where it is right', () => {
  expect(seedBrierScore(0, 0)).toBe(0)
  expect(seedBrierScore(null, 0)).toBe(0)
  expect(seedBrierScore(0.001, 0)).toBeCloseTo(1, 5)
})

test.each([Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])('refuses %s', (probability) => {
  const refusal = expect.objectContaining({ code: 'E_PROBABILITY' })
  expect(() => brierScore(probability, 1)).toThrow(refusal)
  expect(() => seedBrierScore(probability, 1)).toThrow(refusal)
})

test('moves the average by a twentieth of the way', () => {
  expect(seedMovingAverage(0.5, 1)).toBeCloseTo(0.525, 12)
})
