import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitRecalibration, type ResolvedForecast } from './fit-recalibration.ts'
import { applyRecalibration, NO_RECALIBRATION } from './recalibration.ts'

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true })

test('without outcomes nothing changes', () => {
  expect(fitRecalibration([])).toEqual(NO_RECALIBRATION)
  fc.assert(
    fc.property(probability, (value) => {
      expect(applyRecalibration(value, 'polymarket', NO_RECALIBRATION)).toBeCloseTo(value, 9)
    }),
  )
})

/** Forecasts of 0.8 of which a share came out yes. */
function rows(marketType: string | null, count: number, yesShare: number): ResolvedForecast[] {
  return Array.from({ length: count }, (_, index) => ({
    probability: index % 2 === 0 ? 0.8 : 0.2,
    marketType,
    outcome: (index % 2 === 0) === index % 100 < 100 * yesShare ? 1 : 0,
  }))
}

test('kinds with many outcomes have a line of their own, the others that of all', () => {
  const overconfident = rows('Polymarket', 2_000, 0.6)
  const recalibration = fitRecalibration([...overconfident, ...rows('azuro', 4, 1), ...rows(null, 10, 0.6)])
  const { all, byType } = recalibration
  expect(Object.keys(byType)).toEqual(['azuro', 'polymarket'])
  expect(all.slope).toBeLessThan(0.6)
  // Four outcomes that say the contrary hardly move the line of all.
  expect(Math.abs((byType.azuro?.slope ?? 0) - all.slope)).toBeLessThan(0.05)
  expect(applyRecalibration(0.8, 'POLYMARKET', recalibration)).toBeLessThan(0.7)
  for (const other of ['kalshi', null, 'constructor']) {
    expect(applyRecalibration(0.8, other, recalibration)).toBe(
      applyRecalibration(0.8, null, { all, byType: {} }),
    )
  }
})
