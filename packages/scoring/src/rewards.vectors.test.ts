import { describe, expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { rewards } from './rewards.ts'
import { expectClose, vectorFiles } from './testing/vectors.ts'

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
