import { expect, test } from 'vitest'
import { sampleContest } from '../report/testing/sample-contest.ts'
import type { Contest } from './contest.ts'
import { judgeContest } from './judge-contest.ts'

const draws = { draws: 200, seed: 1 }

test('a method is compared with the others on the rows that both have judged', () => {
  const contest = sampleContest()
  const half = contest.entries.map((entry) =>
    entry.name === 'fast'
      ? { ...entry, probabilities: entry.probabilities.map((one, index) => (index < 40 ? one : null)) }
      : entry,
  )
  const { methods, differences, n, questions } = judgeContest({ ...contest, entries: half }, draws)
  expect({ n, questions }).toEqual({ n: 120, questions: 60 })
  expect(methods.fast?.n).toBe(40)
  const toMarket = differences.fast?.marketRaw
  expect(toMarket).toMatchObject({ n: 40, questions: 20 })
  const onSame = judgeContest({ ...contest, rows: contest.rows.slice(0, 40) }, draws)
  expect(toMarket?.mean).toBeCloseTo(
    (onSame.methods.fast?.brier ?? 0) - (onSame.methods.marketRaw?.brier ?? 0),
    12,
  )
})

test('forecasts of one question are drawn together', () => {
  const once = sampleContest()
  const repeat = <T>(values: readonly T[]) =>
    values.flatMap((value) => Array.from({ length: 9 }, () => value))
  const often: Contest = {
    ...once,
    rows: repeat(once.rows),
    entries: once.entries.map((entry) => ({ ...entry, probabilities: repeat(entry.probabilities) })),
  }
  const [few, many] = [judgeContest(once, draws), judgeContest(often, draws)]
  expect(many.n).toBe(9 * few.n)
  expect(many.methods.fast?.brierInterval.low).toBeCloseTo(few.methods.fast?.brierInterval.low ?? 0, 12)
  expect(many.methods.fast?.brierInterval.high).toBeCloseTo(few.methods.fast?.brierInterval.high ?? 0, 12)
})

test('costs stand beside scores', () => {
  const { methods } = judgeContest(sampleContest(), draws)
  const { brier = 0, costUsdPerForecast, brierGainPerUsd } = methods.fast ?? {}
  expect(costUsdPerForecast).toBeCloseTo(0.4 / 120)
  expect(brierGainPerUsd).toBeCloseTo((120 * (0.25 - brier)) / 0.4)
  expect(methods.marketRaw).toMatchObject({ costUsd: 0, brierGainPerUsd: null })
})

test('groups are those that the rows tell of, times in their order, and hold every row once', () => {
  const { breakdowns } = judgeContest(sampleContest(), draws)
  expect(Object.keys(breakdowns)).toEqual(['source', 'horizon'])
  expect(breakdowns.horizon?.map(({ value, n }) => [value, n])).toEqual([
    ['under 1 day', 30],
    ['1 to 7 days', 30],
    ['7 to 30 days', 30],
    ['30 to 90 days', 30],
  ])
  for (const groups of Object.values(breakdowns)) {
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(120)
  }
})

test('another seed draws others, and changes no score', () => {
  const [one, other] = [
    judgeContest(sampleContest(), draws),
    judgeContest(sampleContest(), { ...draws, seed: 2 }),
  ]
  expect(other.methods.fast?.brierInterval).not.toEqual(one.methods.fast?.brierInterval)
  expect(other.methods.fast?.brier).toBe(one.methods.fast?.brier)
})
