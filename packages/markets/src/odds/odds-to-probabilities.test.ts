import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OddsMethod, oddsToProbabilities } from './odds-to-probabilities.ts'

const all: readonly OddsMethod[] = ['power', 'shin', 'multiplicative', 'additive']

/** Odds of a market with a margin of up to 20 %. */
const book = fc
  .tuple(
    fc.array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
    fc.double({ min: 1, max: 1.2, noNaN: true }),
  )
  .map(([weights, margin]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => sum / weight / margin)
  })
  .filter((odds) => odds.every((value) => value > 1.001))

test.each([
  [[1.9, 1.9], 'power', [0.5, 0.5]],
  [[1.25, 4.2], 'multiplicative', [0.770642, 0.229358]],
  [[1.25, 4.2], 'additive', [0.780952, 0.219048]],
  [[1.25, 4.2], 'power', [0.786533, 0.213467]],
  [[1.25, 4.2], 'shin', [0.780952, 0.219048]],
  [[2.1, 3.4, 3.6], 'multiplicative', [0.454343, 0.280624, 0.265033]],
  [[2.1, 3.4, 3.6], 'additive', [0.460162, 0.278089, 0.261749]],
  [[2.1, 3.4, 3.6], 'power', [0.460174, 0.27798, 0.261846]],
  [[2.1, 3.4, 3.6], 'shin', [0.458666, 0.278738, 0.262597]],
] as const)('%o by %s', (odds, method, wanted) => {
  oddsToProbabilities(odds, method).forEach((probability, index) => {
    expect(probability).toBeCloseTo(wanted[index] as number, 6)
  })
})

test.each(all)('%s gives probabilities that sum to 1, in the order of the odds', (method) => {
  fc.assert(
    fc.property(book, (odds) => {
      const probabilities = oddsToProbabilities(odds, method)
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
      for (const [index, probability] of probabilities.entries()) {
        expect(probability).toBeGreaterThan(0)
        for (const [other, against] of probabilities.entries()) {
          if ((odds[index] as number) < (odds[other] as number)) {
            expect(probability).toBeGreaterThanOrEqual(against - 1e-12)
          }
        }
      }
    }),
  )
})

test.each(['power', 'shin', 'additive'] as const)(
  '%s takes more from long shots than a plain share does',
  (method) => {
    const longShot = (of: OddsMethod) => oddsToProbabilities([1.1, 8], of)[1] as number
    expect(longShot(method)).toBeLessThan(longShot('multiplicative'))
  },
)

test.each([[[2]], [[1, 5]], [[Number.NaN, 2]], [[2, -3]], [[10, 10]], [[1.2, 1.2]], [[0.5, 0.5]], [[]]])(
  'refuses %o',
  (odds) => {
    expect(() => oddsToProbabilities(odds)).toThrow(expect.objectContaining({ code: 'E_ODDS' }))
  },
)
