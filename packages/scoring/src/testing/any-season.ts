import fc from 'fast-check'
import { INTERVAL_EPOCH_MS, INTERVAL_MS, intervalIndex } from '../intervals.ts'
import type { Outcome } from '../outcome.ts'
import type { Season, SeasonEvent } from '../season.ts'
import { seededRandom } from '../seeded-random.ts'

const HOUR_MS = 3_600_000

const anyTimes = fc.record({
  registeredHour: fc.integer({ min: 0, max: 200 }),
  openHours: fc.integer({ min: 0, max: 60 }),
  resolvedHours: fc.integer({ min: 0, max: 80 }),
  outcome: fc.constantFrom<Outcome>(0, 1),
})

/** Small seasons with every edge: discarded and silent events, late forecasters, early resolutions, missing prices. */
export const anySeason: fc.Arbitrary<Season> = fc
  .record({
    joinedHours: fc.array(fc.integer({ min: -100, max: 250 }), { minLength: 1, maxLength: 5 }),
    events: fc.array(anyTimes, { maxLength: 8 }),
    answered: fc.constantFrom(0, 0.3, 0.9, 1),
    seed: fc.nat(),
  })
  .map(({ joinedHours, events, answered, seed }) => {
    const random = seededRandom(seed)
    const size = joinedHours.length
    return {
      forecasters: joinedHours.map((hour, index) => ({
        id: `${index}`,
        registeredAtMs: INTERVAL_EPOCH_MS + hour * HOUR_MS,
      })),
      events: events
        .map(({ registeredHour, openHours, resolvedHours, outcome }, index): SeasonEvent => {
          const registeredAtMs = INTERVAL_EPOCH_MS + registeredHour * HOUR_MS
          const cutoffMs = registeredAtMs + openHours * HOUR_MS
          const rows = intervalIndex(cutoffMs) - intervalIndex(registeredAtMs) + 1
          return {
            registeredAtMs,
            cutoffMs,
            // No two at the same time: their order would be open.
            resolvedAtMs: registeredAtMs + resolvedHours * HOUR_MS + index,
            outcome,
            probabilities: Float64Array.from({ length: rows * size }, () =>
              random() < answered ? random() : Number.NaN,
            ),
            marketPrices: Float64Array.from({ length: rows + Math.ceil((20 * HOUR_MS) / INTERVAL_MS) }, () =>
              random() < 0.9 ? random() : Number.NaN,
            ),
          }
        })
        .toSorted((a, b) => a.resolvedAtMs - b.resolvedAtMs),
    }
  })
