import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitPriceCalibration, type ResolvedPrice } from './fit-price-calibration.ts'
import { calibratePrice } from './price-calibration.ts'

/** A thousand questions whose prices are twice too bold in logits. */
const bold: ResolvedPrice[] = Array.from({ length: 1_000 }, (_, index) => {
  const truth = ((index * 7) % 100) / 100 + 0.005
  const odds = (truth / (1 - truth)) ** 2
  return {
    questionId: `${index}`,
    price: odds / (1 + odds),
    horizonDays: 20 + (index % 3),
    venue: 'polymarket',
    outcome: (index * 61) % 1_000 < truth * 1_000 ? 1 : 0,
  }
})

test('learns that prices are too bold', () => {
  const fitted = fitPriceCalibration(bold, 'made')
  const calibrated = calibratePrice({ price: 0.9, horizonDays: 20, venue: 'polymarket' }, fitted)
  expect(calibrated).toBeGreaterThan(0.65)
  expect(calibrated).toBeLessThan(0.85)
})

test('without rows it changes nothing', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.integer({ min: 0, max: 500 }),
      (price, days) => {
        const fitted = fitPriceCalibration([], 'nothing')
        expect(calibratePrice({ price, horizonDays: days, venue: 'kalshi' }, fitted)).toBeCloseTo(price, 9)
      },
    ),
  )
})

test('many prices of one question count as one', () => {
  const [first, ...rest] = bold.slice(0, 50) as [ResolvedPrice, ...ResolvedPrice[]]
  const repeated = fitPriceCalibration([...Array<ResolvedPrice>(40).fill(first), ...rest], 'repeated')
  const once = fitPriceCalibration([first, ...rest], 'once')
  expect(repeated.slope).toBeCloseTo(once.slope, 2)
  expect(repeated.fittedOn).toEqual({ rows: 89, questions: 50, source: 'repeated' })
})

test('one great surprise moves a price by a few hundredths', () => {
  const surprise: ResolvedPrice = {
    questionId: 'surprise',
    price: 0.01,
    horizonDays: 20,
    venue: 'polymarket',
    outcome: 1,
  }
  const fitted = fitPriceCalibration([surprise], 'one')
  const calibrated = calibratePrice({ price: 0.9, horizonDays: 20, venue: 'polymarket' }, fitted)
  expect(Math.abs(calibrated - 0.9)).toBeLessThan(0.03)
})

test('refuses a price that is no number', () => {
  const row = { ...(bold[0] as ResolvedPrice), price: Number.NaN }
  expect(() => fitPriceCalibration([row], 'bad')).toThrow(expect.objectContaining({ code: 'E_FIT' }))
})
