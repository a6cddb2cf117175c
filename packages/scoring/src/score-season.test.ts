import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTERVAL_EPOCH_MS, INTERVAL_MS, intervalIndex } from './intervals.ts'
import type { Outcome } from './outcome.ts'
import { peerScores } from './peer-scores.ts'
import { rewards } from './rewards.ts'
import { type Generation, scoreSeason } from './score-season.ts'
import type { Season } from './season.ts'
import { anySeason } from './testing/any-season.ts'

const DAY_MS = 24 * 3_600_000
const generations: readonly Generation[] = ['seed', 'axon', 'marketRelative']

test.each(generations)('%s: shares sum to 1 or are all 0, and ranks follow the score', (generation) => {
  fc.assert(
    fc.property(anySeason, (season) => {
      const result = scoreSeason(season, generation)
      const sum = result.reduce((total, { share }) => total + share, 0)
      if (sum !== 0) expect(sum).toBeCloseTo(1, 12)
      for (const { share, coverage, rank, score } of result) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(coverage).toBeGreaterThanOrEqual(0)
        expect(coverage).toBeLessThanOrEqual(1)
        expect(rank).toBeGreaterThanOrEqual(1)
        expect(rank).toBeLessThanOrEqual(result.length)
        expect(Number.isFinite(score)).toBe(true)
      }
      if (result.length > 0) expect(Math.min(...result.map(({ rank }) => rank))).toBe(1)
    }),
  )
})

test.each(generations)('%s: the order of forecasters and of events changes nothing', (generation) => {
  fc.assert(
    fc.property(anySeason, (season) => {
      const size = season.forecasters.length
      const turned: Season = {
        forecasters: season.forecasters.toReversed(),
        events: season.events.toReversed().map((event) => ({
          ...event,
          probabilities: event.probabilities.map(
            (_, at) => event.probabilities[at - (at % size) + (size - 1 - (at % size))] as number,
          ),
        })),
      }
      const expected = scoreSeason(season, generation)
      const actual = new Map(scoreSeason(turned, generation).map((row) => [row.id, row]))
      for (const row of expected) {
        const own = actual.get(row.id)
        expect(own?.score).toBeCloseTo(row.score, 9)
        expect(own?.share).toBeCloseTo(row.share, 6)
        expect([own?.coverage, own?.events]).toEqual([row.coverage, row.events])
      }
    }),
  )
})

test('axon: equals peerScores and rewards, event by event', () => {
  fc.assert(
    fc.property(anySeason, (season) => {
      const table = season.events.flatMap((event) => {
        const result = peerScores({
          event,
          forecasters: season.forecasters,
          predictions: asked(season, event),
        })
        return result === null
          ? []
          : [
              {
                outcome: event.outcome,
                peerScores: new Map(result.scores.map(({ id, peerScore }) => [id, peerScore])),
              },
            ]
      })
      const expected = new Map<string, number>()
      table.forEach((_, at) => {
        for (const { id, meanPeerScore } of rewards(table.slice(0, at + 1))) expected.set(id, meanPeerScore)
      })
      for (const { id, score, events } of scoreSeason(season, 'axon')) {
        expect(score).toBeCloseTo(expected.get(id) ?? 0, 9)
        expect(events).toBe(table.filter((event) => event.peerScores.has(id)).length)
      }
    }),
  )
})

test('axon: one who is no longer scored is paid for ten days more', () => {
  const sharesAfter = (days: number) =>
    scoreSeason(
      {
        forecasters: [
          { id: 'old', registeredAtMs: 0 },
          { id: 'new', registeredAtMs: INTERVAL_EPOCH_MS + 4 * DAY_MS },
        ],
        events: [
          oneInterval(5, 1, [0.5, 0.9]),
          // Over before the new one came, but resolved last.
          { ...oneInterval(0, 1, [0.5, Number.NaN]), resolvedAtMs: INTERVAL_EPOCH_MS + (5 + days) * DAY_MS },
        ],
      },
      'axon',
    ).map(({ share }) => share)
  expect(sharesAfter(9)).toEqual([0.5, 0.5])
  expect(sharesAfter(11)).toEqual([1, 0])
})

test('seed: the last answer counts, an exact 0 is none, and an event without an answer pulls down', () => {
  const [steady, zero, silent] = scoreSeason(
    {
      forecasters: ['steady', 'zero', 'silent'].map((id) => ({ id, registeredAtMs: 0 })),
      events: [
        {
          ...oneInterval(0, 1, []),
          cutoffMs: INTERVAL_EPOCH_MS + 2 * INTERVAL_MS,
          resolvedAtMs: INTERVAL_EPOCH_MS + 2 * INTERVAL_MS,
          probabilities: Float64Array.of(0.1, 0.8, Number.NaN, 0.8, 0, Number.NaN),
        },
        oneInterval(1, 0, [0.5, Number.NaN, Number.NaN]),
      ],
    },
    'seed',
  )
  expect(steady?.score).toBeCloseTo(0.95 * 0.05 * 0.96 + 0.05 * 0.75, 12)
  expect(zero?.score).toBeCloseTo(0.95 * 0.05 * 0.96, 12)
  expect(silent).toMatchObject({ score: 0, share: 0, rank: 3, coverage: 0, events: 2 })
})

test('refuses a season that does not fit together', () => {
  const refusal = expect.objectContaining({ code: 'E_SEASON' })
  const forecasters = [{ id: 'a', registeredAtMs: 0 }]
  const event = oneInterval(0, 1, [0.5])
  const twice = [...forecasters, ...forecasters]
  expect(() => scoreSeason({ forecasters: twice, events: [] }, 'seed')).toThrow(refusal)
  const short = { ...event, probabilities: new Float64Array(0) }
  expect(() => scoreSeason({ forecasters, events: [short] }, 'axon')).toThrow(refusal)
  const timeless = { ...event, cutoffMs: Number.NaN }
  expect(() => scoreSeason({ forecasters, events: [timeless] }, 'axon')).toThrow(refusal)
  expect(() => scoreSeason({ forecasters, events: [event] }, 'marketRelative')).toThrow(refusal)
})

test('nobody and nothing give nothing', () => {
  for (const generation of generations) {
    expect(scoreSeason({ forecasters: [], events: [] }, generation)).toEqual([])
    expect(scoreSeason({ forecasters: [{ id: 'a', registeredAtMs: 0 }], events: [] }, generation)).toEqual([
      { id: 'a', score: 0, share: 0, rank: 1, coverage: 0, events: 0 },
    ])
  }
})

function oneInterval(day: number, outcome: Outcome, answers: readonly number[]) {
  const registeredAtMs = INTERVAL_EPOCH_MS + day * DAY_MS
  const endsAtMs = registeredAtMs + INTERVAL_MS
  return {
    registeredAtMs,
    cutoffMs: endsAtMs,
    resolvedAtMs: endsAtMs,
    outcome,
    probabilities: Float64Array.from(answers),
  }
}

function asked({ forecasters }: Season, event: Season['events'][number]) {
  const first = intervalIndex(event.registeredAtMs)
  const end = intervalIndex(Math.min(event.cutoffMs, event.resolvedAtMs) - 1)
  return [...event.probabilities].flatMap((probability, at) => {
    const interval = first + Math.floor(at / forecasters.length)
    const id = forecasters[at % forecasters.length]?.id as string
    return Number.isNaN(probability) || interval > end ? [] : [{ id, interval, probability }]
  })
}
