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

test('refuses what is no probability', () => {
  expect(() => logScore(Number.NaN, 1)).toThrowErrorMatchingInlineSnapshot(
    `[IgError: What is to be scored is no probability. (probability: "NaN") Give a number from 0 to 1; leave a missing answer out.]`,
  )
  expect(() => clipProbability(70)).toThrow(expect.objectContaining({ code: 'E_PROBABILITY' }))
})
