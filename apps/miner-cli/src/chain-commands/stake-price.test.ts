import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alphaFor, limitPriceRao, readPriceLimit, worthOf } from './stake-price.ts'

const read = (entries: Record<string, string | boolean>) => readPriceLimit(new Map(Object.entries(entries)))
const rao = fc.bigInt({ min: 1n, max: 10n ** 18n })

test('without a flag the price may get five percent worse', () => {
  expect(limitPriceRao(read({}), 1_000_000_000n, 'add')).toBe(1_050_000_000n)
  expect(limitPriceRao(read({}), 1_000_000_000n, 'remove')).toBe(950_000_000n)
})

test('half a percent, a price of its own, or none', () => {
  expect(limitPriceRao(read({ tolerance: '0.5%' }), 1_000_000_000n, 'add')).toBe(1_005_000_000n)
  expect(limitPriceRao(read({ 'limit-price': '0.02' }), 1n, 'add')).toBe(20_000_000n)
  expect(limitPriceRao(read({ 'no-price-limit': true }), 1n, 'add')).toBeNull()
})

test.each([{ tolerance: 'much' }, { tolerance: '101' }, { tolerance: '1', 'limit-price': '1' }])(
  '%j is refused',
  (entries) => {
    expect(() => read(entries)).toThrowErrorMatchingSnapshot()
  },
)

test('a limit is never on the wrong side of the price', () => {
  fc.assert(
    fc.property(rao, fc.nat({ max: 100 }), (price, percent) => {
      const limit = read({ tolerance: String(percent) })
      expect(limitPriceRao(limit, price, 'add')).toBeGreaterThanOrEqual(price)
      expect(limitPriceRao(limit, price, 'remove')).toBeLessThanOrEqual(price)
    }),
  )
})

test('what is bought is worth no more than was paid, and no less by more than rounding', () => {
  fc.assert(
    fc.property(rao, rao, (amount, price) => {
      const worth = worthOf(alphaFor(amount, price), price)
      expect(worth).toBeLessThanOrEqual(amount)
      expect(amount - worth).toBeLessThanOrEqual(price / 10n ** 9n + 1n)
    }),
  )
})
