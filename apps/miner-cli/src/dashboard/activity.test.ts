import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createActivity } from './activity.ts'

const MINUTE_MS = 60_000

test('requests are counted in the minute in which they ended, for an hour', () => {
  let nowMs = 100 * MINUTE_MS + 5
  const activity = createActivity({ nowMs: () => nowMs })
  activity.saw({ type: 'answered', durationMs: 10 })
  activity.saw({ type: 'refused', durationMs: 1 })
  nowMs += MINUTE_MS
  activity.saw({ type: 'failed', durationMs: 1 })
  activity.saw({ type: 'degraded', durationMs: 1 })
  const last = (count: number) => activity.minutes().slice(-count)
  expect(activity.minutes()).toHaveLength(60)
  expect(last(2)).toMatchObject([
    { startMs: 100 * MINUTE_MS, answered: 1, refused: 1, failed: 0 },
    { startMs: 101 * MINUTE_MS, answered: 0, refused: 0, failed: 1, p50Ms: null },
  ])
  nowMs += 60 * MINUTE_MS
  expect(activity.minutes().every(({ answered, refused, failed }) => answered + refused + failed === 0)).toBe(
    true,
  )
})

test('quantiles are within a step of what they stand for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (times) => {
        const activity = createActivity({ nowMs: () => 0 })
        for (const durationMs of times) activity.saw({ type: 'answered', durationMs })
        const sorted = times.toSorted((a, b) => a - b)
        const { p50Ms, p99Ms } = activity.minutes().at(-1) ?? {}
        for (const [shown, share] of [
          [p50Ms, 0.5],
          [p99Ms, 0.99],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
          expect((shown ?? 0) / exact).toBeGreaterThan(1 / 1.17)
          expect((shown ?? 0) / exact).toBeLessThan(1.17)
        }
      },
    ),
  )
})

test('a clock that is set back loses no requests that follow', () => {
  let nowMs = 500 * MINUTE_MS
  const activity = createActivity({ nowMs: () => nowMs })
  activity.saw({ type: 'answered', durationMs: 10 })
  nowMs = 100 * MINUTE_MS
  activity.saw({ type: 'answered', durationMs: 10 })
  expect(activity.minutes().at(-1)?.answered).toBe(1)
})
