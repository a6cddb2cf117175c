import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marketRelativePay, marketRelativeScore } from './market-relative.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

test('copying the market is 0, being nearer to what it becomes is below', () => {
  expect(marketRelativeScore({ probability: 0.4, market: 0.4, target: 0.9 })).toBe(0)
  expect(marketRelativeScore({ probability: 0.9, market: 0.4, target: 0.9 })).toBeCloseTo(-0.25, 12)
  expect(marketRelativeScore({ probability: 0.2, market: 0.4, target: 1 })).toBeCloseTo(0.28, 12)
})

test('it is proper: nothing scores better on average than the expected target', () => {
  fc.assert(
    fc.property(share, share, share, (truth, market, other) => {
      const expected = (probability: number) =>
        truth * marketRelativeScore({ probability, market, target: 1 }) +
        (1 - truth) * marketRelativeScore({ probability, market, target: 0 })
      expect(expected(truth)).toBeLessThanOrEqual(expected(other) + 1e-12)
    }),
  )
})

test('pays by the square of what is better than the 21st, and nobody of little coverage', () => {
  const miners = Array.from({ length: 30 }, (_, index) => ({
    id: `${index}`,
    meanScore: index / 100,
    coverage: 1,
  }))
  const shares = marketRelativePay([{ id: 'absent', meanScore: -1, coverage: 0.84 }, ...miners])
  expect(shares.find(({ id }) => id === 'absent')?.share).toBe(0)
  expect(shares.filter((one) => one.share > 0)).toHaveLength(20)
  expect(shares.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12)
  expect((shares[1]?.share as number) / (shares[11]?.share as number)).toBeCloseTo(4, 9)
})

test('without anyone better than the baseline nobody is paid', () => {
  expect(marketRelativePay([{ id: 'a', meanScore: 0.1, coverage: 1 }])).toEqual([{ id: 'a', share: 0 }])
  expect(marketRelativePay([])).toEqual([])
})
