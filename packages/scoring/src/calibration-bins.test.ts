import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  calibrationRms,
  equalMassBins,
  equalWidthBins,
  expectedCalibrationError,
  type ResolvedForecast,
} from './calibration-bins.ts'

const forecast = fc.record({
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  outcome: fc.constantFrom<0 | 1>(0, 1),
})

test('cuts forecasts into bins of equal mass, by probability', () => {
  const forecasts: ResolvedForecast[] = [0.9, 0.1, 0.8, 0.2].map((probability) => ({
    probability,
    outcome: 1,
  }))
  const yesInterval = { low: expect.closeTo(0.3424, 4), high: 1 }
  expect(equalMassBins(forecasts, 2)).toEqual([
    { count: 2, meanProbability: expect.closeTo(0.15), yesShare: 1, yesInterval },
    { count: 2, meanProbability: expect.closeTo(0.85), yesShare: 1, yesInterval },
  ])
})

test('bins of equal width hold their lower edge, the last one its upper edge too, and those in the middle may miss', () => {
  const forecasts = [0, 0.1, 0.95, 1].map((probability) => ({ probability, outcome: 0 }) as const)
  expect(equalWidthBins(forecasts).map(({ count, meanProbability }) => [count, meanProbability])).toEqual([
    [1, 0],
    [1, 0.1],
    [2, 0.975],
  ])
})

test('the expected calibration error is at most the root mean square of the same bins', () => {
  fc.assert(
    fc.property(fc.array(forecast, { minLength: 1 }), (forecasts) => {
      const expected = expectedCalibrationError(equalMassBins(forecasts))
      expect(expected).toBeLessThanOrEqual(calibrationRms(forecasts) + 1e-12)
      expect(expected).toBeGreaterThanOrEqual(0)
    }),
  )
  const wrong = [0.3, 0.4, 1].map((probability) => ({ probability, outcome: 1 }) as const)
  expect(expectedCalibrationError(equalWidthBins(wrong))).toBeCloseTo((0.7 + 0.6) / 3, 12)
})

test('nothing is lost or counted twice, and no bin is empty', () => {
  fc.assert(
    fc.property(fc.array(forecast), fc.integer({ min: 1, max: 30 }), (forecasts, bins) => {
      const counts = equalMassBins(forecasts, bins).map(({ count }) => count)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(forecasts.length)
      expect(counts).not.toContain(0)
      expect(Math.max(0, ...counts) - Math.min(...counts, Infinity)).toBeLessThanOrEqual(1)
    }),
  )
})

test('those who say what comes true have no error', () => {
  const said = [0, 0.25, 1].flatMap((probability) =>
    Array.from(
      { length: 4 },
      (_, index) => ({ probability, outcome: index < probability * 4 ? 1 : 0 }) as const,
    ),
  )
  expect(calibrationRms(said, 3)).toBeCloseTo(0, 12)
})

test('bins count by their size', () => {
  const wrong: ResolvedForecast[] = [
    { probability: 0.3, outcome: 0 },
    { probability: 0.4, outcome: 0 },
    { probability: 1, outcome: 1 },
  ]
  expect(calibrationRms(wrong, 2)).toBeCloseTo(Math.sqrt((1 * 0.3 ** 2 + 2 * (0.7 - 0.5) ** 2) / 3), 12)
})

test('refuses what is no probability', () => {
  expect(() => calibrationRms([{ probability: Number.NaN, outcome: 1 }])).toThrow(
    expect.objectContaining({ code: 'E_PROBABILITY' }),
  )
})
