import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibratePrice, type PriceCalibration } from './price-calibration.ts'
import { SHIPPED_PRICE_CALIBRATION as shipped } from './shipped-price-calibration.ts'

const none: PriceCalibration = {
  ...shipped,
  slope: 1,
  intercept: 0,
  horizon: 0,
  horizonSlope: 0,
  venues: {},
}
const price = fc.double({ min: 0, max: 1, noNaN: true })
const horizonDays = fc.option(fc.double({ min: 0, max: 10_000, noNaN: true }))
const venue = fc.option(fc.constantFrom('polymarket', 'manifold', 'azuro', 'toString', '__proto__'))

test('the calibration that changes nothing gives the price back', () => {
  expect(calibratePrice({ price: 0.3, horizonDays: 30, venue: 'polymarket' }, none)).toBeCloseTo(0.3, 12)
})

test('is always a probability, whatever the price, horizon and venue', () => {
  fc.assert(
    fc.property(price, horizonDays, venue, (p, days, of) => {
      const calibrated = calibratePrice({ price: p, horizonDays: days, venue: of }, shipped)
      expect(calibrated).toBeGreaterThan(0)
      expect(calibrated).toBeLessThan(1)
    }),
  )
})

test('a higher price is never worth less', () => {
  fc.assert(
    fc.property(price, price, horizonDays, venue, (a, b, days, of) => {
      const worth = (p: number) => calibratePrice({ price: p, horizonDays: days, venue: of }, shipped)
      expect(worth(Math.min(a, b))).toBeLessThanOrEqual(worth(Math.max(a, b)))
    }),
  )
})

test('a market that closes now is taken at its word', () => {
  expect(calibratePrice({ price: 0.4, horizonDays: 0, venue: 'manifold' }, shipped)).toBeCloseTo(0.4, 12)
})

test('nothing jumps where the fitted horizons begin', () => {
  const worth = (days: number) => calibratePrice({ price: 0.4, horizonDays: days, venue: null }, shipped)
  expect(worth(shipped.minDays - 1e-9)).toBeCloseTo(worth(shipped.minDays + 1e-9), 6)
})

test('the same price says less the nearer the cutoff, as in the data', () => {
  const worth = (days: number) => calibratePrice({ price: 0.5, horizonDays: days, venue: null }, shipped)
  expect(worth(14)).toBeLessThan(worth(60))
  expect(worth(60)).toBeLessThan(worth(300))
})
