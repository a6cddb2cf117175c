import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seedBrierScore } from './brier-score.ts'
import { intervalMeans } from './interval-means.ts'
import { INTERVAL_EPOCH_MS, intervalIndex, intervalStartMs, intervalWeight } from './intervals.ts'
import type { Outcome } from './outcome.ts'
import { peerScores } from './peer-scores.ts'
import { rewards } from './rewards.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')

/** Every file of the folder that matches; none at all is a failure, never a silent pass. */
function vectorFiles<T>(pattern: RegExp): { name: string; data: T }[] {
  const names = readdirSync(folder).filter((name) => pattern.test(name))
  if (names.length === 0) throw new Error(`No vectors match ${pattern} in ${folder}.`)
  return names.map((name) => ({ name, data: JSON.parse(readFileSync(join(folder, name), 'utf8')) as T }))
}

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(1e-9)
}

const atMs = (minutes: number) => INTERVAL_EPOCH_MS + minutes * 60_000

describe.each(vectorFiles<WeightVectors>(/^weights.*\.json$/))('$name', ({ data }) => {
  test.each(data.weights)('%i intervals', (count, expected) => {
    for (const [position, weight] of expected.entries()) expectClose(intervalWeight(position, count), weight)
    expect(expected).toHaveLength(count)
  })
})

describe.each(vectorFiles<MeanVectors>(/^interval_mean.*\.json$/))('$name', ({ data }) => {
  test.each(data.cases.map((value, index) => ({ index, ...value })))(
    'case $index',
    ({ submissions, expected }) => {
      const means = intervalMeans(
        submissions.map(([minutes, probability]) => ({ atMs: atMs(minutes), probability })),
      )
      expect(means).toHaveLength(expected.length)
      for (const [i, row] of expected.entries()) {
        const mean = means[i]
        if (!mean) throw new Error(`No mean for interval ${i}.`)
        expect(intervalStartMs(mean.interval)).toBe(atMs(row.interval_start))
        expect(mean.count).toBe(row.count)
        expectClose(mean.probability, row.agg)
      }
    },
  )
})

describe.each(vectorFiles<PeerVectors>(/^peer_events.*\.json$/))('$name', ({ data }) => {
  test.each(data.cases)('$kind $event.event_id', ({ event, miners, predictions, expected }) => {
    const result = peerScores({
      event: {
        registeredAtMs: atMs(event.registered_minutes),
        cutoffMs: atMs(event.cutoff_minutes),
        resolvedAtMs: atMs(event.resolved_minutes),
        outcome: event.outcome,
      },
      // The id is both, because a uid's former owner may have answered as well.
      forecasters: miners.map((m) => ({
        id: `${m.uid} ${m.hotkey}`,
        registeredAtMs: atMs(m.registered_minutes),
      })),
      predictions: predictions.map((p) => ({
        id: `${p.uid} ${p.hotkey}`,
        interval: intervalIndex(atMs(p.interval_start)),
        probability: p.p,
      })),
    })
    expect(result === null).toBe(expected.discarded)
    if (result === null) return
    expect(result.scores.map(({ id }) => id).sort()).toEqual(
      expected.scores.map((s) => `${s.uid} ${s.hotkey}`).sort(),
    )
    for (const score of expected.scores) {
      const own = result.scores.find(({ id }) => id === `${score.uid} ${score.hotkey}`)
      if (!own) throw new Error(`No score for ${score.uid}.`)
      expectClose(own.probability, score.rema_prediction)
      expectClose(own.peerScore, score.rema_peer_score)
    }
    if (expected.intervals === null) return
    expect(result.intervals).toHaveLength(expected.intervals.length)
    const rows = new Map(
      result.intervals.map((row) => [`${Number.parseInt(row.id, 10)}/${row.position}`, row]),
    )
    for (const [
      uid,
      position,
      startMinutes,
      weight,
      probability,
      logScore,
      others,
      peerScore,
    ] of expected.intervals) {
      const row = rows.get(`${uid}/${position}`)
      if (!row) throw new Error(`No row for ${uid} in interval ${position}.`)
      expect(intervalStartMs(row.interval)).toBe(atMs(startMinutes))
      expectClose(row.weight, weight)
      expectClose(row.probability, probability)
      expectClose(row.logScore, logScore)
      expectClose(row.meanLogScoreOfOthers, others)
      expectClose(row.peerScore, peerScore)
    }
  })
})

describe.each(vectorFiles<RewardVectors>(/^metagraph.*\.json$/))('$name', ({ data }) => {
  const cases = data.cases.flatMap((value, index) =>
    Object.entries(value.expected).map(([eventId, expected]) => ({ ...value, index, eventId, expected })),
  )
  test.each(cases)('case $index $eventId', ({ n_window, events, scores, eventId, expected }) => {
    const newest = events.findIndex((event) => event.event_id === eventId)
    const history = events.slice(0, newest + 1).map((event) => ({
      outcome: event.outcome,
      peerScores: new Map(
        scores.filter(([id]) => id === event.event_id).map(([, uid, , score]) => [`${uid}`, score]),
      ),
    }))
    const result = rewards(history, n_window)
    expect(result.map(({ id }) => id).sort()).toEqual(expected.map(({ uid }) => `${uid}`).sort())
    for (const row of expected) {
      const own = result.find(({ id }) => id === `${row.uid}`)
      if (!own) throw new Error(`No reward for ${row.uid}.`)
      expectClose(own.share, row.metagraph_score)
      expectClose(own.meanPeerScore, row.avg_peer_score)
      expectClose(own.squared, row.sqmax)
      expectClose(own.weightSum, row.sum_weight)
      expectClose(own.weightedSum, row.sum_weighted)
    }
  })
})

describe.each(vectorFiles<SeedVectors>(/^seed_brier.*\.json$/))('$name', ({ data }) => {
  test(`${data.cases.length} scores`, () => {
    for (const [probability, outcome, expected] of data.cases) {
      expectClose(seedBrierScore(probability, outcome), expected)
    }
    expect(data.cases.length).toBeGreaterThan(0)
  })
})

interface WeightVectors {
  weights: [count: number, weights: number[]][]
}
interface MeanVectors {
  cases: {
    submissions: [minutes: number, probability: number][]
    expected: { interval_start: number; agg: number; count: number }[]
  }[]
}
interface PeerVectors {
  cases: {
    kind: string
    event: {
      event_id: string
      registered_minutes: number
      cutoff_minutes: number
      resolved_minutes: number
      outcome: Outcome
    }
    miners: { uid: number; hotkey: string; registered_minutes: number }[]
    predictions: { uid: number; hotkey: string; interval_start: number; p: number }[]
    expected: {
      discarded: boolean
      scores: { uid: number; hotkey: string; rema_prediction: number; rema_peer_score: number }[]
      intervals: [number, number, number, number, number, number, number, number][] | null
    }
  }[]
}
interface RewardVectors {
  cases: {
    n_window: number
    events: { event_id: string; outcome: Outcome }[]
    scores: [eventId: string, uid: number, hotkey: string, score: number][]
    expected: Record<
      string,
      {
        uid: number
        metagraph_score: number
        avg_peer_score: number
        sqmax: number
        sum_weight: number
        sum_weighted: number
      }[]
    >
  }[]
}
interface SeedVectors {
  cases: [probability: number | null, outcome: Outcome, score: number][]
}
