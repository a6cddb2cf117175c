import { INTERVAL_EPOCH_MS, INTERVAL_MS, intervalMeans } from '@ig/scoring'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addToInterval, emptySums, type IntervalSum, intervalOf, meansOf } from './interval-sums.ts'
import { weightedAnswer } from './weighted-answer.ts'

const anyProbability = fc.double({ min: 0, max: 1, noNaN: true })

test("on the validators' own grid, what counts is what they count", () => {
  const grid = { startsAtMs: INTERVAL_EPOCH_MS, intervalMs: INTERVAL_MS, intervals: 4 }
  const anySubmission = fc.record({
    atMs: fc.integer({ min: INTERVAL_EPOCH_MS, max: INTERVAL_EPOCH_MS + 4 * INTERVAL_MS - 1 }),
    probability: anyProbability,
  })
  fc.assert(
    fc.property(fc.array(anySubmission), (submissions) => {
      const sums = submissions.reduce<readonly IntervalSum[]>(
        (all, { atMs, probability }) => addToInterval(all, intervalOf(grid, atMs), probability),
        emptySums(4),
      )
      const expected = intervalMeans(submissions)
      meansOf(sums).forEach((mean, interval) => {
        expect(mean).toBe(expected.find((one) => one.interval === interval)?.probability ?? Number.NaN)
      })
    }),
  )
})

test('a moment outside counts for the nearest interval, and no answer adds nothing', () => {
  const grid = { startsAtMs: 100, intervalMs: 10, intervals: 3 }
  expect([0, 100, 109, 110, 129, 130, 999].map((nowMs) => intervalOf(grid, nowMs))).toEqual([
    0, 0, 0, 1, 2, 2, 2,
  ])
  const sums = emptySums(2)
  expect(addToInterval(sums, 1, null)).toBe(sums)
})

test('a weighted answer lies between the answers, early ones weigh most, and silence is null', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(anyProbability, { nil: Number.NaN }), { minLength: 1, maxLength: 20 }),
      (answers) => {
        const { share, first, mean } = weightedAnswer(
          answers.length,
          (interval) => answers[interval] ?? Number.NaN,
        )
        const given = answers.filter((answer) => !Number.isNaN(answer))
        expect(first).toBe(given.length === 0 ? null : answers.findIndex((answer) => !Number.isNaN(answer)))
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1 + 1e-12)
        if (given.length === 0) expect(mean).toBeNull()
        else {
          expect(mean).toBeGreaterThanOrEqual(Math.min(...given) - 1e-12)
          expect(mean).toBeLessThanOrEqual(Math.max(...given) + 1e-12)
        }
      },
    ),
  )
  expect(weightedAnswer(4, (interval) => (interval === 0 ? 1 : 0)).mean).toBeGreaterThan(0.25)
  // The last of several intervals weighs nothing.
  expect(weightedAnswer(4, (interval) => (interval === 3 ? 0.7 : Number.NaN))).toEqual({
    share: 0,
    first: 3,
    mean: 0.7,
  })
})
