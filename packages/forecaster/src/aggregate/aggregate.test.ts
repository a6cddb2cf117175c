import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreement } from './agreement.ts'
import { logitMean } from './logit-mean.ts'
import { logitSpread } from './logit-spread.ts'
import { mean } from './mean.ts'
import { median } from './median.ts'
import { trimmedMean } from './trimmed-mean.ts'
import { weightedLogitMean } from './weighted-logit-mean.ts'

const methods = { mean, median, trimmedMean, logitMean }
const probabilities = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), {
  minLength: 1,
  maxLength: 12,
})

describe.each(Object.entries(methods))('%s', (_name, aggregate) => {
  test('stays between the smallest and the largest value', () => {
    fc.assert(
      fc.property(probabilities, (values) => {
        expect(aggregate(values)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
        expect(aggregate(values)).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
      }),
    )
  })

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(probabilities, (values) => {
        expect(aggregate([...values].reverse())).toBeCloseTo(aggregate(values), 12)
      }),
    )
  })

  test('of the complements is the complement', () => {
    fc.assert(
      fc.property(probabilities, (values) => {
        expect(aggregate(values.map((value) => 1 - value))).toBeCloseTo(1 - aggregate(values), 9)
      }),
    )
  })

  test.each([[[]], [[Number.NaN]], [[0.5, 70]], [[-0.1]], [[Number.POSITIVE_INFINITY]]])(
    'refuses %j',
    (values) => {
      expect(() => aggregate(values)).toThrow(expect.objectContaining({ code: 'E_AGGREGATE' }))
    },
  )
})

test('values by hand', () => {
  expect(mean([0.2, 0.4, 0.9])).toBeCloseTo(0.5, 12)
  expect(median([0.9, 0.2, 0.4])).toBe(0.4)
  expect(median([0.2, 0.4])).toBeCloseTo(0.3, 12)
  // 0.9 is farthest from 0.4: weights 5/12, 5/12, 1/6.
  expect(trimmedMean([0.2, 0.4, 0.9])).toBeCloseTo((0.2 * 5 + 0.4 * 5 + 0.9 * 2) / 12, 12)
  // Both ends are equally far: weights 1/6, 2/3, 1/6.
  expect(trimmedMean([0.2, 0.4, 0.6])).toBeCloseTo((0.2 + 0.4 * 4 + 0.6) / 6, 12)
  expect(trimmedMean([0.2, 0.6])).toBeCloseTo(0.4, 12)
  // Odds 1/4, 1, 4 have the geometric mean 1.
  expect(logitMean([0.2, 0.5, 0.8])).toBeCloseTo(0.5, 12)
  expect(logitMean([0, 1])).toBeCloseTo(0.5, 12)
})

describe('the weighted logit mean', () => {
  test('is the logit mean for equal weights, and scales nothing', () => {
    fc.assert(
      fc.property(probabilities, fc.double({ min: 0.1, max: 9, noNaN: true }), (values, weight) => {
        const weights = values.map(() => weight)
        expect(weightedLogitMean(values, weights)).toBeCloseTo(logitMean(values), 9)
      }),
    )
    expect(weightedLogitMean([0.2, 0.8], [1, 0])).toBeCloseTo(0.2, 12)
    // Odds 1/4 and 4 at 3 to 1: odds of a half.
    expect(weightedLogitMean([0.2, 0.8], [3, 1])).toBeCloseTo(1 / 3, 12)
  })

  test.each([[[1]], [[0, 0]], [[1, -1]], [[1, Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])(
    'refuses the weights %j',
    (weights) => {
      expect(() => weightedLogitMean([0.2, 0.8], weights)).toThrow(
        expect.objectContaining({ code: 'E_AGGREGATE' }),
      )
    },
  )
})

test('the spread of logits, by hand', () => {
  expect(logitSpread([0.9])).toBe(0)
  expect(logitSpread([0.4, 0.4])).toBe(0)
  expect(logitSpread([0.2, 0.5, 0.8])).toBeCloseTo(Math.log(4), 12)
})

describe('agreement', () => {
  test('values by hand', () => {
    expect(agreement([0.3])).toBe(0.5)
    expect(agreement([0.3, 0.3, 0.3])).toBeCloseTo(0.75, 12)
    expect(agreement([0.02, 0.5, 0.98])).toBeLessThan(0.2)
  })

  test('falls as samples move apart', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.4, noNaN: true }),
        fc.double({ min: 0.01, max: 0.09, noNaN: true }),
        (a, b) => {
          expect(agreement([0.5 - a - b, 0.5, 0.5 + a + b])).toBeLessThan(agreement([0.5 - a, 0.5, 0.5 + a]))
        },
      ),
    )
  })
})
