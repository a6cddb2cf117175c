import type { DecidedEvent } from '@ig/miner'
import { brierScore, logScore } from '@ig/scoring'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scoreEvent } from './event-score.ts'
import { judgeDecided } from './judge-decided.ts'
import { scorePeriods } from './score-periods.ts'

const DAY_MS = 86_400_000
const START_MS = Date.UTC(2026, 0, 1)

function decided(id: number, changes: Partial<DecidedEvent> = {}): DecidedEvent {
  return {
    id,
    key: `ifgames-${id}`,
    marketType: 'LLM',
    outcome: 1,
    resolvedAtMs: START_MS + id * DAY_MS,
    endedAtMs: START_MS + id * DAY_MS,
    moments: [moment(0.8, 0.6)],
    ...changes,
  }
}

function moment(probability: number, price: number | null): DecidedEvent['moments'][number] {
  return { atMs: START_MS, probability, basis: 'model', price }
}

describe('an event', () => {
  test('is scored by the mean of its moments, and against the price where that is known', () => {
    const score = scoreEvent(decided(1, { moments: [moment(0.8, null), moment(0.4, 0.5)] }))
    expect(score?.brier).toBeCloseTo((0.2 ** 2 + 0.6 ** 2) / 2, 12)
    expect(score?.log).toBeCloseTo((Math.log(0.8) + Math.log(0.4)) / 2, 12)
    // On the second moment alone: of the first no price is known.
    expect(score?.against?.brier).toBeCloseTo(0.36, 12)
    expect(score?.against?.priceBrier).toBeCloseTo(0.25, 12)
    expect(scoreEvent(decided(1, { moments: [moment(0.8, null)] }))?.against).toBeNull()
    expect(scoreEvent(decided(1, { moments: [] }))).toBeNull()
  })
})

describe('a judgement', () => {
  const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true })

  test('counts every event once, however many moments it has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(probability, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 30 }),
        (events) => {
          const judged = judgeDecided(
            events.map(([said, count], id) =>
              decided(id, { moments: Array(count).fill(moment(said, said)) }),
            ),
          )
          const mean = (value: (said: number) => number) =>
            events.reduce((sum, [said]) => sum + value(said), 0) / events.length
          expect(judged?.overall.brier.mean).toBeCloseTo(
            mean((said) => brierScore(said, 1)),
            9,
          )
          expect(judged?.overall.log).toBeCloseTo(
            mean((said) => logScore(said, 1)),
            9,
          )
          // Who says what the price says is neither better nor worse.
          expect(judged?.overall.market?.difference.mean).toBeCloseTo(0, 12)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('says how the miner stands against the market, and in which groups', () => {
    const events = Array.from({ length: 60 }, (_, id) =>
      decided(id, {
        marketType: id % 3 === 0 ? 'AZURO' : 'LLM',
        outcome: id % 2 === 0 ? 1 : 0,
        moments: [moment(id % 2 === 0 ? 0.8 : 0.2, 0.5)],
      }),
    )
    const judged = judgeDecided([...events, decided(99, { moments: [] })])
    expect(judged).toMatchObject({ decided: 61, overall: { events: 60, skill: expect.closeTo(0.84, 9) } })
    const { difference } = judged?.overall.market ?? {}
    expect(difference?.mean).toBeCloseTo(0.04 - 0.25, 12)
    expect(difference?.high).toBeLessThan(0)
    expect(judged?.byMarketType.map(({ name, events }) => [name, events])).toEqual([
      ['LLM', 40],
      ['AZURO', 20],
    ])
    expect(judged?.byBasis.map(({ name }) => name)).toEqual(['model'])
    expect(judged?.moments).toHaveLength(60)
    expect(judgeDecided([decided(1, { moments: [] })])).toBeNull()
  })
})

test.each([
  [20, 1],
  [100, 7],
  [400, 28],
])('what was resolved over %i days is shown by %i days', (days, spanDays) => {
  const scores = Array.from({ length: days }, (_, id) => scoreEvent(decided(id)) ?? [])
  const periods = scorePeriods(scores.flat())
  expect(periods.every(({ startMs, endMs }) => endMs - startMs === spanDays * DAY_MS)).toBe(true)
  expect(periods.reduce((sum, { events }) => sum + events, 0)).toBe(days)
  expect(periods.map(({ startMs }) => startMs)).toEqual(
    periods.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
  )
  expect(periods[0]).toMatchObject({ brier: expect.closeTo(0.04, 9), priceBrier: expect.closeTo(0.16, 9) })
})
