import { describe, expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { createRewardWindow } from './reward-window.ts'
import { rewards } from './rewards.ts'
import { expectClose, vectorFiles } from './testing/vectors.ts'

describe.each(vectorFiles<RewardVectors>(/^metagraph.*\.json$/))('$name', ({ data }) => {
  test.each(data.cases.map((value, index) => ({ index, ...value })))('case $index, from scratch', (value) => {
    const history = historyOf(value)
    for (const [eventId, expected] of Object.entries(value.expected)) {
      const newest = history.findIndex((event) => event.eventId === eventId)
      const result = rewards(history.slice(0, newest + 1), value.n_window)
      expect(result.map(({ id }) => uidOf(id)).sort()).toEqual(expected.map(({ uid }) => uid).sort())
      for (const row of expected) {
        const own = result.find(({ id }) => uidOf(id) === row.uid)
        if (!own) throw new Error(`No reward for ${row.uid}.`)
        expectReward(own, row)
      }
    }
  })

  test.each(data.cases.map((value, index) => ({ index, ...value })))('case $index, running', (value) => {
    const ids = [...new Set(value.scores.map(([, uid, hotkey]) => keyOf(uid, hotkey)))]
    const window = createRewardWindow(ids.length, value.n_window)
    for (const { eventId, outcome, peerScores } of historyOf(value)) {
      const paid = window.add(
        outcome,
        ids.map((id) => peerScores.get(id) ?? Number.NaN),
      )
      if (paid === null) throw new Error(`Nobody was scored on ${eventId}.`)
      for (const row of value.expected[eventId] ?? []) {
        const column = ids.findIndex((id) => uidOf(id) === row.uid && peerScores.has(id))
        const meanPeerScore = paid.meanPeerScores[column] as number
        expectReward(
          {
            meanPeerScore,
            share: paid.shares[column] as number,
            squared: paid.squared[column] as number,
            weightSum: paid.weightSum,
            weightedSum: meanPeerScore * paid.weightSum,
          },
          row,
        )
      }
    }
  })
})

/** In the order in which the events were scored, as the validators' table has them; those without a score are not in it. */
function historyOf({ events, scores }: RewardVectors['cases'][number]) {
  const outcomes = new Map(events.map((event) => [event.event_id, event.outcome]))
  const byEvent = Map.groupBy(scores, ([eventId]) => eventId)
  return [...byEvent].map(([eventId, rows]) => ({
    eventId,
    outcome: outcomes.get(eventId) as Outcome,
    peerScores: new Map(rows.map(([, uid, hotkey, score]) => [keyOf(uid, hotkey), score])),
  }))
}

/** A uid's former owner is another miner. */
function keyOf(uid: number, hotkey: string): string {
  return `${uid} ${hotkey}`
}

function uidOf(id: string): number {
  return Number.parseInt(id, 10)
}

function expectReward(own: Omit<ReturnType<typeof rewards>[number], 'id'>, row: RewardRow): void {
  expectClose(own.share, row.metagraph_score)
  expectClose(own.meanPeerScore, row.avg_peer_score)
  expectClose(own.squared, row.sqmax)
  expectClose(own.weightSum, row.sum_weight)
  expectClose(own.weightedSum, row.sum_weighted)
}

interface RewardRow {
  uid: number
  metagraph_score: number
  avg_peer_score: number
  sqmax: number
  sum_weight: number
  sum_weighted: number
}

interface RewardVectors {
  cases: {
    n_window: number
    events: { event_id: string; outcome: Outcome }[]
    scores: [eventId: string, uid: number, hotkey: string, score: number][]
    expected: Record<string, RewardRow[]>
  }[]
}
