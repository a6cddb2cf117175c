import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gaussian, normalCdf, uniform } from './simulated-draws.ts'

const drawn = <T>(draw: (index: number) => T, count = 20_000) =>
  Array.from({ length: count }, (_, index) => draw(index))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('uniform numbers lie inside (0, 1), are the same for the same keys and spread evenly', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 6 }), (keys) => {
      expect(uniform(...keys)).toBe(uniform(...keys))
      expect(uniform(...keys)).toBeGreaterThan(0)
      expect(uniform(...keys)).toBeLessThan(1)
    }),
  )
  const counts = new Array(20).fill(0)
  for (const value of drawn((index) => uniform(7, 3, index, 41))) counts[Math.floor(value * 20)]++
  // Chi square with 19 degrees of freedom: 43.8 is passed once in a thousand.
  expect(counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(43.8)
})

test('neighbouring keys give unrelated numbers, whichever key it is', () => {
  const neighbours = [
    (index: number) => [uniform(7, 3, index), uniform(7, 3, index + 1)],
    (index: number) => [uniform(7, index, 3), uniform(7, index + 1, 3)],
    (index: number) => [uniform(index, 3, 3), uniform(index + 1, 3, 3)],
    (index: number) => [uniform(7, index, 1), uniform(7, index, 2)],
  ] as const
  for (const pair of neighbours) {
    const products = drawn(pair).map(([a = 0, b = 0]) => 12 * (a - 0.5) * (b - 0.5))
    expect(Math.abs(mean(products))).toBeLessThan(3.5 / Math.sqrt(products.length))
  }
})

test('gaussian numbers have the moments of a standard normal', () => {
  const values = drawn((index) => gaussian(7, index))
  expect(Math.abs(mean(values))).toBeLessThan(0.025)
  expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1)
  expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 0)
})

test('the normal distribution function has its known values and symmetry', () => {
  expect(normalCdf(0)).toBe(0.5)
  expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14)
  expect(normalCdf(-1.96)).toBeCloseTo(0.024997895148220435, 14)
  expect(normalCdf(5)).toBeCloseTo(0.9999997133484281, 14)
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1])
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
      expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 13)
      expect(normalCdf(x + 0.01)).toBeGreaterThanOrEqual(normalCdf(x) - 1e-15)
    }),
  )
})
