import { describe, expect, test } from 'vitest'
import { firstDuePosition, intervalIndex, intervalStartMs, scoredIntervalCount } from './intervals.ts'
import type { Outcome } from './outcome.ts'
import { peerScoreMatrix } from './peer-score-matrix.ts'
import { peerScores } from './peer-scores.ts'
import { expectClose, minutesToMs, vectorFiles } from './testing/vectors.ts'

describe.each(vectorFiles<PeerVectors>(/^peer_events.*\.json$/))('$name', ({ data }) => {
  test.each(data.cases)('$kind $event.event_id', ({ event, miners, predictions, expected }) => {
    const result = peerScores({
      event: {
        registeredAtMs: minutesToMs(event.registered_minutes),
        cutoffMs: minutesToMs(event.cutoff_minutes),
        resolvedAtMs: minutesToMs(event.resolved_minutes),
        outcome: event.outcome,
      },
      // The id is both, because a uid's former owner may have answered as well.
      forecasters: miners.map((m) => ({
        id: `${m.uid} ${m.hotkey}`,
        registeredAtMs: minutesToMs(m.registered_minutes),
      })),
      predictions: predictions.map((p) => ({
        id: `${p.uid} ${p.hotkey}`,
        interval: intervalIndex(minutesToMs(p.interval_start)),
        probability: p.p,
      })),
    })
    // An event on which nobody is scored is not discarded upstream, but nor is there anything to compare.
    if (expected.discarded || expected.scores.length === 0) {
      expect(result?.scores ?? []).toEqual([])
      return
    }
    if (result === null) throw new Error('The event was discarded.')
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
      expect(intervalStartMs(row.interval)).toBe(minutesToMs(startMinutes))
      expectClose(row.weight, weight)
      expectClose(row.probability, probability)
      expectClose(row.logScore, logScore)
      expectClose(row.meanLogScoreOfOthers, others)
      expectClose(row.peerScore, peerScore)
    }
  })

  test.each(data.cases)('$kind $event.event_id, as a matrix', (value) => {
    const { scores, columns } = scoreMatrix(value)
    const { expected } = value
    const scored = columns.filter((_, index) => !Number.isNaN(scores[index]))
    expect(scored.sort()).toEqual(expected.scores.map((s) => `${s.uid} ${s.hotkey}`).sort())
    for (const { uid, hotkey, rema_peer_score } of expected.scores) {
      expectClose(scores[columns.indexOf(`${uid} ${hotkey}`)] as number, rema_peer_score)
    }
  })
})

function scoreMatrix({ event, miners, predictions }: PeerVectors['cases'][number]) {
  const registeredAtMs = minutesToMs(event.registered_minutes)
  const endsAtMs = minutesToMs(Math.min(event.cutoff_minutes, event.resolved_minutes))
  const firstInterval = intervalIndex(registeredAtMs)
  const intervals = scoredIntervalCount({ registeredAtMs, endsAtMs })
  const columns = miners.map(({ uid, hotkey }) => `${uid} ${hotkey}`)
  // One column and row more than there are: for what others answered, and for what came at another time.
  const forecasters = columns.length + 1
  const probabilities = new Float64Array((intervals + 1) * forecasters).fill(Number.NaN)
  for (const { uid, hotkey, interval_start, p } of predictions) {
    const column = columns.indexOf(`${uid} ${hotkey}`)
    const row = intervalIndex(minutesToMs(interval_start)) - firstInterval
    const known = column >= 0 && row >= 0 && row < intervals
    probabilities[known ? row * forecasters + column : probabilities.length - 1] = p
  }
  const registeredFrom = [
    ...miners.map((m) => firstDuePosition(minutesToMs(m.registered_minutes), { firstInterval, intervals })),
    Infinity,
  ]
  const scores = peerScoreMatrix({
    outcome: event.outcome,
    intervals,
    forecasters,
    probabilities,
    registeredFrom,
  })
  return { scores, columns }
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
