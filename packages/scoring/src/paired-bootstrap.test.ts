import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PairedScore, pairedBootstrap } from './paired-bootstrap.ts'

const scores: PairedScore[] = Array.from({ length: 200 }, (_, index) => ({
  question: `${index >> 1}`,
  a: ((index * 37) % 100) / 100,
  b: ((index * 37) % 100) / 100 + 0.05 + ((index * 17) % 10) / 1_000,
}))

test('the same seed gives the same numbers, another seed others', () => {
  expect(pairedBootstrap(scores, { seed: 3 })).toEqual(pairedBootstrap(scores, { seed: 3 }))
  expect(pairedBootstrap(scores, { seed: 4 }).low).not.toBe(pairedBootstrap(scores, { seed: 3 }).low)
})

test('the order of the rows changes no interval', () => {
  const { low, high } = pairedBootstrap(scores)
  const turned = pairedBootstrap(scores.toReversed())
  expect(turned.low).toBeCloseTo(low, 12)
  expect(turned.high).toBeCloseTo(high, 12)
})

test('sees a small difference that every question shares', () => {
  const difference = pairedBootstrap(scores)
  expect(difference).toMatchObject({ questions: 100, shareBelowZero: 1 })
  expect(difference.high).toBeLessThan(0)
})

test('many forecasts of one question are one observation', () => {
  const spread = (questions: number): number => {
    const rows = Array.from({ length: 400 }, (_, index) => ({
      question: `${index % questions}`,
      a: (index % questions) % 2,
      b: 0.5,
    }))
    const { low, high } = pairedBootstrap(rows)
    return high - low
  }
  expect(spread(4)).toBeGreaterThan(2 * spread(400))
})

test('equal forecasters do not differ', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (values) => {
        const rows = values.map((value, index) => ({ question: `${index}`, a: value, b: value }))
        expect(pairedBootstrap(rows, { draws: 50 })).toMatchObject({ mean: 0, low: 0, high: 0 })
      },
    ),
  )
})

test('swapping the two turns the interval round', () => {
  fc.assert(
    fc.property(fc.constantFrom(0.5, 0.8, 0.95), fc.integer({ min: 1, max: 60 }), (confidence, draws) => {
      const { mean, low, high } = pairedBootstrap(scores, { confidence, draws })
      const swapped = scores.map(({ question, a, b }) => ({ question, a: b, b: a }))
      const turned = pairedBootstrap(swapped, { confidence, draws })
      expect([-turned.mean, -turned.high, -turned.low]).toEqual([mean, low, high])
    }),
    { numRuns: 30 },
  )
})

test('refuses nothing', () => {
  expect(() => pairedBootstrap([])).toThrow(expect.objectContaining({ code: 'E_BOOTSTRAP' }))
})
