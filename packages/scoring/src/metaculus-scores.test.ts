import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metaculusBaselineScore, metaculusPeerScore } from './metaculus-scores.ts'

const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true })

test.each([
  [0.5, 1, 0],
  [1, 1, 100],
  [0.99, 0, -564.4],
  [0.25, 1, -100],
] as const)('%d when %d happens', (probability, outcome, score) => {
  expect(metaculusBaselineScore(probability, outcome)).toBeCloseTo(score, 1)
})

test('the peer scores of a group sum to 0', () => {
  fc.assert(
    fc.property(
      fc.array(inside, { minLength: 2, maxLength: 10 }),
      fc.constantFrom<0 | 1>(0, 1),
      (group, outcome) => {
        const sum = group.reduce(
          (total, own, index) => total + metaculusPeerScore(own, group.toSpliced(index, 1), outcome),
          0,
        )
        expect(sum).toBeCloseTo(0, 6)
      },
    ),
  )
})

test('the truth is the best report', () => {
  fc.assert(
    fc.property(inside, inside, (truth, other) => {
      const expected = (report: number) =>
        truth * metaculusBaselineScore(report, 1) + (1 - truth) * metaculusBaselineScore(report, 0)
      expect(expected(truth)).toBeGreaterThanOrEqual(expected(other) - 1e-9)
    }),
  )
})
