import { expect, test } from 'vitest'
import { calibrationPoints } from './calibration-points.ts'

const rowsOf = (count: number, perQuestion: number) =>
  Array.from({ length: count }, (_, index) => ({
    question: `q${Math.floor(index / perQuestion)}`,
    outcome: (Math.floor(index / perQuestion) % 2) as 0 | 1,
  }))

test('many forecasts of few questions make no interval narrower', () => {
  const said = (count: number) => ({ probabilities: Array.from({ length: count }, () => 0.5) })
  const [once] = calibrationPoints(said(8), rowsOf(8, 1))
  const [often] = calibrationPoints(said(80), rowsOf(80, 10))
  expect(often).toEqual({ ...once, count: 80 })
  expect(once).toMatchObject({ said: 0.5, came: 0.5, questions: 8 })
})

test('every forecast is in one group, in order of what was said', () => {
  const rows = rowsOf(300, 1)
  const probabilities = rows.map((_, index) => (index === 7 ? null : ((index * 37) % 300) / 300))
  const points = calibrationPoints({ probabilities }, rows)
  expect(points).toHaveLength(10)
  expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(299)
  expect(points.map(({ said }) => said)).toEqual(points.map(({ said }) => said).toSorted((a, b) => a - b))
  for (const { low, came, high } of points) expect(low <= came && came <= high).toBe(true)
})
