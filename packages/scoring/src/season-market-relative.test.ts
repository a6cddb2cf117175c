import { expect, test } from 'vitest'
import { INTERVAL_EPOCH_MS, INTERVAL_MS } from './intervals.ts'
import type { Outcome } from './outcome.ts'
import { scoreSeason } from './score-season.ts'
import type { SeasonEvent } from './season.ts'

const DAY_MS = 24 * 3_600_000
const INTERVALS_A_DAY = DAY_MS / INTERVAL_MS
const always = (id: string) => ({ id, registeredAtMs: 0 })

/** An event of fourteen days; price and answers by day. */
function twoWeeks(
  outcome: Outcome,
  price: (day: number) => number,
  answers: readonly ((day: number) => number)[],
): SeasonEvent {
  const rows = Array.from({ length: 14 * INTERVALS_A_DAY }, (_, row) => Math.floor(row / INTERVALS_A_DAY))
  const endsAtMs = INTERVAL_EPOCH_MS + 14 * DAY_MS
  return {
    registeredAtMs: INTERVAL_EPOCH_MS,
    cutoffMs: endsAtMs,
    resolvedAtMs: endsAtMs,
    outcome,
    probabilities: Float64Array.from(rows.flatMap((day) => answers.map((answer) => answer(day)))),
    marketPrices: Float64Array.from(rows, price),
  }
}

const silent = () => Number.NaN

test('the market is 0, and an event counts by the latest forecast that was scored', () => {
  const event = twoWeeks(1, () => 0.6, [() => 0.6, (day) => (day === 13 ? 0.9 : 0.1)])
  const [copier, knowing] = scoreSeason(
    { forecasters: [always('copier'), always('knowing')], events: [event] },
    'marketRelative',
  )
  expect(copier).toMatchObject({ score: 0, rank: 2, share: 0, coverage: 1, events: 1 })
  expect(knowing?.score).toBeCloseTo(0.1 ** 2 - 0.4 ** 2, 12)
  expect(knowing).toMatchObject({ rank: 1, share: 1 })
})

test('the target is the price of seven days later, the outcome where that comes first', () => {
  // The last answer is of day 6 or 7: the price of day 13, or how it ended.
  const until = (last: number) => (day: number) => (day <= last ? 0.5 : Number.NaN)
  const event = twoWeeks(0, (day) => (day < 13 ? 0.4 : 0.8), [until(6), until(7)])
  const [byPrice, byOutcome] = scoreSeason(
    { forecasters: [always('price'), always('outcome')], events: [event] },
    'marketRelative',
  )
  expect(byPrice?.score).toBeCloseTo(0.3 ** 2 - 0.4 ** 2, 12)
  expect(byOutcome?.score).toBeCloseTo(0.5 ** 2 - 0.4 ** 2, 12)
})

test('little coverage is not ranked, however good; one who came late answers for what it was asked', () => {
  const sparse = (day: number) => (day % 5 === 0 ? Number.NaN : 0.99)
  const event = twoWeeks(1, () => 0.5, [() => 0.6, sparse, (day) => (day < 10 ? Number.NaN : 0.9), () => 0.5])
  const forecasters = ['modest', 'sparse', 'late', 'market'].map(always)
  forecasters[2] = { id: 'late', registeredAtMs: INTERVAL_EPOCH_MS + 10 * DAY_MS }
  const result = scoreSeason({ forecasters, events: [event] }, 'marketRelative', { scoredDays: 1 })
  expect(result.map(({ rank }) => rank)).toEqual([2, 4, 1, 3])
  expect(result[1]).toMatchObject({ share: 0, coverage: (11 * 6) / 84 })
  expect(result[2]?.coverage).toBe(1)
  expect(result[2]?.share).toBeGreaterThan(result[0]?.share as number)
})

test('is ranked from the third day on which it was scored', () => {
  const forecasters = [always('old'), { id: 'new', registeredAtMs: INTERVAL_EPOCH_MS + 5.5 * DAY_MS }]
  // Asked on days 5 and 6, scored on 12 and 13, when the event is not yet over.
  const event = twoWeeks(1, (day) => (day < 12 ? 0.5 : 0.8), [
    () => 0.5,
    (day) => (day === 5 || day === 6 ? 0.9 : Number.NaN),
  ])
  const early = { ...event, cutoffMs: INTERVAL_EPOCH_MS + 7 * DAY_MS }
  const rankAfter = (scoredDays: number) =>
    scoreSeason({ forecasters, events: [early] }, 'marketRelative', { scoredDays })[1]?.rank
  expect(rankAfter(2)).toBe(1)
  expect(rankAfter(3)).toBe(2)
})

test('what cannot be scored for want of a price is not held against anyone', () => {
  const event = twoWeeks(1, (day) => (day < 7 ? Number.NaN : 0.5), [
    (day) => (day < 7 ? Number.NaN : 0.7),
    silent,
  ])
  const [heard, mute] = scoreSeason(
    { forecasters: [always('heard'), always('mute')], events: [event] },
    'marketRelative',
    { scoredDays: 1 },
  )
  expect(heard?.coverage).toBe(1)
  expect(mute).toMatchObject({ score: 0, share: 0, rank: 2, coverage: 0, events: 0 })
})

test('answers are held inside 0.01 and 0.99', () => {
  const event = twoWeeks(1, () => 0.5, [() => 1])
  const [certain] = scoreSeason({ forecasters: [always('certain')], events: [event] }, 'marketRelative')
  expect(certain?.score).toBeCloseTo(0.01 ** 2 - 0.25, 12)
})
