import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitLogistic, type LogisticRow, logisticProbability } from './fit-logistic.ts'

const flat = { mean: [0, 0], precision: [0, 0] }

/** Counts of outcomes at two values of one feature: the regression has a closed form there. */
function twoGroups(yes0: number, no0: number, yes1: number, no1: number): LogisticRow[] {
  return [
    { features: [1, 0], outcome: 1, weight: yes0 },
    { features: [1, 0], outcome: 0, weight: no0 },
    { features: [1, 1], outcome: 1, weight: yes1 },
    { features: [1, 1], outcome: 0, weight: no1 },
  ]
}

test('gives each group of a saturated model its own share', () => {
  const fitted = fitLogistic(twoGroups(3, 9, 8, 2), flat)
  expect(logisticProbability(fitted, [1, 0])).toBeCloseTo(0.25, 9)
  expect(logisticProbability(fitted, [1, 1])).toBeCloseTo(0.8, 9)
})

test('without rows it is the prior', () => {
  expect(fitLogistic([], { mean: [1, -2], precision: [1, 0.5] })).toEqual([1, -2])
})

test('a coefficient of infinite precision stays where it was put', () => {
  const [, slope] = fitLogistic(twoGroups(3, 9, 8, 2), { mean: [0, 1], precision: [0, Infinity] })
  expect(slope).toBe(1)
})

test('the stronger the prior, the nearer to its mean', () => {
  const count = fc.integer({ min: 1, max: 50 })
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const distance = (precision: number) =>
        Math.hypot(...fitLogistic(twoGroups(a, b, c, d), { mean: [0, 0], precision: [precision, precision] }))
      expect(distance(10)).toBeLessThanOrEqual(distance(1) + 1e-9)
    }),
  )
})

test('the order of the rows does not matter', () => {
  const row = fc.record({
    features: fc.tuple(fc.constant(1), fc.double({ min: -5, max: 5, noNaN: true })),
    outcome: fc.constantFrom(0 as const, 1 as const),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const prior = { mean: [0, 1], precision: [1, 1] }
      const forward = fitLogistic(rows, prior)
      fitLogistic(rows.toReversed(), prior).forEach((value, index) => {
        expect(value).toBeCloseTo(forward[index] as number, 7)
      })
    }),
  )
})

test.each([
  ['outcomes that one feature separates', twoGroups(0, 5, 5, 0), flat],
  ['a feature that is a constant', [{ features: [1, 1], outcome: 1 as const }], flat],
  ['a row of another length', [{ features: [1], outcome: 1 as const }], flat],
  ['a feature that is no number', [{ features: [1, NaN], outcome: 1 as const }], flat],
  ['a negative precision', [], { mean: [0], precision: [-1] }],
])('refuses %s', (_, rows, prior) => {
  expect(() => fitLogistic(rows, prior)).toThrow(expect.objectContaining({ code: 'E_FIT' }))
})
