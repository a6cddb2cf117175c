import type { ForecastResult, Strategy } from '@ig/miner'
import { createReportPolicy } from '@ig/miner'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePolicies } from '../policies/compare-policies.ts'
import { policiesText } from '../policies/policies-text.ts'
import { worldKey } from '../validator/ask-events.ts'
import { emptySums } from '../validator/interval-sums.ts'
import { outcomeOf } from '../world/simulated-event.ts'
import { intervalsUntil, planSeason, type SeasonPlan } from './plan-season.ts'
import { prepareSeason, runSeason } from './run-season.ts'
import { reportSeason } from './season-report.ts'
import { seasonText } from './season-text.ts'

const FIELD = [
  { name: 'market-copier', count: 4 },
  { name: 'stale', count: 3 },
  { name: 'silent', count: 2 },
] as const
const HOUR_MS = 3_600_000
const season = prepareSeason({ seed: 3, events: 16, days: 4, pollMs: 2 * HOUR_MS }, FIELD)
const usual = {
  strategy: null,
  report: () => createReportPolicy('honest'),
  concurrency: 4,
  deadlineMs: 5_000,
  capUsd: 2,
  log: () => {},
  validators: 1,
}

const forecastOf = (probability: number): ForecastResult => ({
  probability,
  basis: 'model',
  confidence: 1,
  market: null,
  reasoning: 'So it is.',
  samples: [],
  evidence: [],
  usage: { costUsd: 0 },
})

/** Knows how every event ends, and is sure of it every other time. */
function prophet({ planned, seed }: SeasonPlan): Strategy {
  const byKey = new Map(planned.map((event) => [worldKey(event), event]))
  return {
    name: 'prophet',
    paid: false,
    async forecast({ id }) {
      const life = byKey.get(id)?.life
      if (life === undefined) return forecastOf(Number.NaN)
      return { ...forecastOf(outcomeOf(seed, life) === 1 ? 0.9 : 0.1), confidence: life.turn % 2 }
    },
  }
}

test('events open just before a poll, in its interval, are scored, and have resolved at the end', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(2, 14), fc.constantFrom(3, 60, 240), (seed, days, pollMinutes) => {
      const plan = planSeason({ seed, events: 20, days, pollMs: pollMinutes * 60_000 })
      const endMs = plan.startMs + days * 24 * HOUR_MS
      expect(plan.planned).toHaveLength(20)
      for (const { opensAtMs, cutoffMs, resolvesAtMs, grid } of plan.planned) {
        const first = plan.pollsMs.find((pollMs) => pollMs >= opensAtMs) ?? Number.NaN
        expect(first - opensAtMs).toBeLessThanOrEqual(180_000)
        expect(intervalsUntil(opensAtMs, first + 1)).toBe(1)
        expect(opensAtMs).toBeLessThan(cutoffMs)
        expect(cutoffMs).toBeLessThan(resolvesAtMs)
        expect(resolvesAtMs).toBeLessThanOrEqual(endMs)
        expect(grid.intervals).toBeGreaterThan(1)
      }
    }),
    { numRuns: 30 },
  )
})

test('in a long season the truth beats an expert, an expert the market, and the market who keeps its first price', () => {
  const { plan, field } = prepareSeason({ seed: 1, events: 400, days: 14, pollMs: 4 * HOUR_MS }, [
    { name: 'noisy-expert', count: 5 },
    { name: 'market-copier', count: 1 },
    { name: 'stale', count: 1 },
  ])
  const heard = plan.planned.map(({ grid }) => ({
    sums: emptySums(grid.intervals),
    firstAnswerAfterMs: null,
  }))
  const report = reportSeason(plan, { heard, requests: 0, byStatus: {} }, field)
  const scores = [report.truth.brier, ...report.field.map(({ brier }) => brier)].map(Number)
  expect(scores).toEqual(scores.toSorted((a, b) => a - b))
  expect(report.miner).toMatchObject({ brier: null, firstInterval: null, weightAnswered: 0 })
  expect(seasonText(report, 80)).toMatch(/it answered no event/)
})

describe('a season over HTTP', () => {
  test('is the same twice, answers every request at once, and ends as who says the same in the field', async () => {
    const report = await runSeason(season, usual)
    expect(await runSeason(season, usual)).toEqual(report)
    expect(report.requests.byStatus).toEqual({ 200: report.requests.sent })
    expect(report.requests.sent).toBeGreaterThan(30)
    expect(report).toMatchObject({ coverage: 1, spentUsd: 0, miner: { weightAnswered: 1, firstInterval: 0 } })
    expect(report.firstAnswerMinutes).toBeLessThan(3)
    const copier = report.field.find(({ name }) => name === 'market-copier')
    // The engine leaves a price where it is until it has moved by half a hundredth.
    expect(report.miner.brier).toBeCloseTo(copier?.brier ?? Number.NaN, 2)
    const everyone = [report.miner, ...report.field]
    for (const generation of ['seed', 'axon', 'marketRelative'] as const) {
      const paid = everyone.reduce((sum, { standings }) => sum + standings[generation].share, 0)
      expect(Math.abs(paid - Math.round(paid))).toBeLessThan(1e-9)
    }
    const text = seasonText(report, Number.POSITIVE_INFINITY)
    expect(text).toMatch(/asked \d+ times over HTTP and answered \d+ with 200/)
    expect(text).toMatch(/your miner {2}/)
    expect(text).toMatch(/silent +2 +0\.0000/)
    expect(text).not.toMatch(/NaN|-0\.0+\b/)
  })

  test('a strategy that knows more is paid more; one that hangs leaves the market in its place', async () => {
    const known = await runSeason(season, { ...usual, strategy: prophet(season.plan), validators: 2 })
    const copier = known.field.find(({ name }) => name === 'market-copier')
    expect(known.miner.brier).toBeLessThan((copier?.brier ?? 0) - 0.005)
    expect(known.miner.standings.axon).toMatchObject({ rank: 1 })
    expect(known.miner.standings.axon.share).toBeGreaterThan(0.5)

    const hanging: Strategy = { name: 'hanging', paid: false, forecast: () => new Promise(() => {}) }
    const market = await runSeason(season, usual)
    const stuck = await runSeason(season, { ...usual, strategy: hanging, deadlineMs: 1, concurrency: 50 })
    expect(stuck.miner).toEqual(market.miner)
  })

  test('its money is capped for the season, not for each of its days', async () => {
    let refused = 0
    const paid: Strategy = {
      name: 'paid',
      paid: true,
      async forecast(_question, { reserve }) {
        try {
          reserve(0.1, 'test').settle(0.1)
        } catch (error) {
          refused++
          throw error
        }
        return forecastOf(0.5)
      },
    }
    const { spentUsd } = await runSeason(season, { ...usual, strategy: paid, capUsd: 1 })
    expect(spentUsd).toBeCloseTo(1)
    expect(refused).toBeGreaterThan(0)
  })
})

test('report policies: silence costs in the axon era, and every policy plays the same season', async () => {
  const strategy = prophet(season.plan)
  const results = await comparePolicies(season, { ...usual, strategy })
  const by = Object.fromEntries(results.map(({ policy, report }) => [policy, report]))
  expect(Object.keys(by)).toEqual(['honest', 'clip', 'class-balanced', 'selective', 'early', 'late'])
  for (const { report } of results) expect(report.season).toEqual(by.honest?.season)
  const axon = (policy: string) => by[policy]?.miner.standings.axon.score ?? Number.NaN
  expect(axon('late')).toBeLessThan(axon('early'))
  expect(axon('early')).toBeLessThan(axon('honest'))
  expect(axon('selective')).toBeLessThan(axon('honest'))
  expect(axon('clip')).toBe(axon('honest'))
  expect(by.late?.miner.weightAnswered).toBeLessThan(0.4)
  expect(by.early?.miner.weightAnswered).toBeGreaterThan(0.6)
  expect(by.selective?.miner.weightAnswered).toBeLessThan(1)
  expect(policiesText(results, Number.POSITIVE_INFINITY)).toMatch(/\nhonest .*\nclip .*\nclass-balanced /)
})
