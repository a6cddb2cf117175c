import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTERVAL_EPOCH_MS, INTERVAL_MS } from './intervals.ts'
import { peerScoreMatrix } from './peer-score-matrix.ts'
import { peerScores } from './peer-scores.ts'

const season = fc.record({
  outcome: fc.constantFrom<0 | 1>(0, 1),
  intervals: fc.integer({ min: 1, max: 6 }),
  forecasters: fc.array(
    fc.record({
      /** The interval of registration; negative: before the event. */
      joined: fc.integer({ min: -2, max: 7 }),
      answers: fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 6,
        maxLength: 6,
      }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
})

test('gives what peerScores gives', () => {
  fc.assert(
    fc.property(season, ({ outcome, intervals, forecasters }) => {
      const registeredAtMs = INTERVAL_EPOCH_MS + 100 * INTERVAL_MS
      const endsAtMs = registeredAtMs + intervals * INTERVAL_MS
      const slow = peerScores({
        event: { registeredAtMs, cutoffMs: endsAtMs, resolvedAtMs: endsAtMs, outcome },
        forecasters: forecasters.map(({ joined }, index) => ({
          id: `${index}`,
          // In the middle of an interval.
          registeredAtMs: registeredAtMs + (joined + 0.5) * INTERVAL_MS,
        })),
        predictions: forecasters.flatMap(({ answers }, index) =>
          answers
            .slice(0, intervals)
            .flatMap((probability, position) =>
              probability === null ? [] : [{ id: `${index}`, interval: 100 + position, probability }],
            ),
        ),
      })
      const matrix = Float64Array.from(
        Array.from({ length: intervals }, (_, position) =>
          forecasters.map(({ answers }) => answers[position] ?? Number.NaN),
        ).flat(),
      )
      const scores = peerScoreMatrix({
        outcome,
        intervals,
        forecasters: forecasters.length,
        probabilities: matrix,
        registeredFrom: forecasters.map(({ joined }) =>
          joined + 0.5 > intervals - 1 ? Infinity : Math.max(0, joined + 1),
        ),
      })
      const byId = new Map(slow?.scores.map(({ id, peerScore }) => [id, peerScore]))
      forecasters.forEach((_, index) => {
        const expected = byId.get(`${index}`)
        if (expected === undefined) expect(scores[index]).toBeNaN()
        else expect(scores[index]).toBeCloseTo(expected, 12)
      })
    }),
    { numRuns: 500 },
  )
})
