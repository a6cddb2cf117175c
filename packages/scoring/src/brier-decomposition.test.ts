import { expect, test } from 'vitest'
import { brierDecomposition } from './brier-decomposition.ts'
import type { ResolvedForecast } from './calibration-bins.ts'

const said = (probability: number, yes: number, no: number): ResolvedForecast[] => [
  ...Array<ResolvedForecast>(yes).fill({ probability, outcome: 1 }),
  ...Array<ResolvedForecast>(no).fill({ probability, outcome: 0 }),
]

test('of a calibrated forecaster only resolution and uncertainty are left', () => {
  const split = brierDecomposition([...said(0.25, 1, 3), ...said(0.75, 3, 1)], 2)
  expect(split.reliability).toBeCloseTo(0, 12)
  expect(split.resolution).toBeCloseTo(0.0625, 12)
  expect(split.uncertainty).toBeCloseTo(0.25, 12)
  expect(split.withinBins).toBeCloseTo(0, 12)
  expect(split.brier).toBeCloseTo(0.1875, 12)
})

test('who says the same of everything tells nothing apart', () => {
  const split = brierDecomposition(said(0.9, 1, 1), 1)
  expect(split.resolution).toBe(0)
  expect(split.reliability).toBeCloseTo(0.16, 12)
})
