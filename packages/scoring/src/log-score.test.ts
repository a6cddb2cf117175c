import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipProbability, logScore } from './log-score.ts'

test('is finite for every probability, certainty in the wrong included', () => {
  expect(logScore(0, 1)).toBeCloseTo(Math.log(0.01), 12)
  expect(logScore(0.25, 1)).toBeCloseTo(Math.log(0.25), 12)
})

test('is proper: no report does better in expectation than the truth', () => {
  const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(probability, probability, (truth, report) => {
      const expected = (p: number) => truth * logScore(p, 1) + (1 - truth) * logScore(p, 0)
      expect(expected(truth)).toBeGreaterThanOrEqual(expected(report) - 1e-12)
    }),
  )
})

test('lets no NaN pass as a number', () => {
  expect(clipProbability(Number.NaN)).toBeNaN()
  expect(logScore(Number.NaN, 1)).toBeNaN()
})
