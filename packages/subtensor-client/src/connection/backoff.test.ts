import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('doubles, up to the limit', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backoffMs(failures, 10_000, 1))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ])
})

test('never waits longer than the limit, nor less than half of what is due', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 0, max: 60_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, maxMs, random) => {
        const due = backoffMs(failures, maxMs, 1)
        const waited = backoffMs(failures, maxMs, random)
        expect(waited).toBeLessThanOrEqual(maxMs)
        expect(waited).toBeGreaterThanOrEqual(Math.floor(due / 2))
      },
    ),
  )
})
