import { firstDuePosition } from './intervals.ts'
import { peerScoreMatrix } from './peer-score-matrix.ts'
import { createRewardWindow } from './reward-window.ts'
import { REWARD_WINDOW } from './rewards.ts'
import { type Season, type Standing, seasonEventShape } from './season.ts'

/** A reward older than this is no longer paid. */
export const REWARD_LIFETIME_MS = 10 * 24 * 3_600_000

/**
 * Where the rules of the axon era leave each forecaster: its class-weighted mean of peer scores when it was last scored
 * on an event, and the reward of then, for as long as that lasts. Discarded events do not count.
 * Events in order of resolution.
 * Source: infinite_games 6ebb39b (v1.5.5), `peer_scoring`, `metagraph_peer_score.sql`, `get_last_metagraph_scores`.
 *
 * @param rules.rewardWindow events before the newest that count; `REWARD_WINDOW` as validators have it.
 * @param rules.rewardLifetimeMs `REWARD_LIFETIME_MS` as validators have it.
 */
export function axonStandings(
  { forecasters, events }: Season,
  {
    rewardWindow = REWARD_WINDOW,
    rewardLifetimeMs = REWARD_LIFETIME_MS,
  }: { readonly rewardWindow?: number; readonly rewardLifetimeMs?: number } = {},
): Standing[] {
  const size = forecasters.length
  const last = forecasters.map(() => ({ score: 0, share: 0, atMs: -Infinity, events: 0 }))
  const due = new Float64Array(size)
  const answered = new Float64Array(size)
  const peerScores = new Float64Array(size)
  const window = createRewardWindow(size, rewardWindow)
  for (const event of events) {
    const { firstInterval, scoredIntervals, openIntervals } = seasonEventShape(event, size)
    if (scoredIntervals === 0) continue
    const place = { firstInterval, intervals: scoredIntervals }
    const registeredFrom = forecasters.map(({ registeredAtMs }) => firstDuePosition(registeredAtMs, place))
    const matrix = {
      outcome: event.outcome,
      intervals: scoredIntervals,
      forecasters: size,
      probabilities: event.probabilities.subarray(0, openIntervals * size),
      registeredFrom,
    }
    const rewards = window.add(event.outcome, peerScoreMatrix(matrix, peerScores))
    if (rewards === null) continue
    countAnswers(event.probabilities, registeredFrom, scoredIntervals, { due, answered })
    last.forEach((entry, index) => {
      if (Number.isNaN(rewards.shares[index])) return
      entry.score = rewards.meanPeerScores[index] as number
      entry.share = rewards.shares[index] as number
      entry.atMs = event.resolvedAtMs
      entry.events++
    })
  }
  const endMs = events.at(-1)?.resolvedAtMs ?? 0
  return last.map(({ score, share, atMs, events }, index) => ({
    score,
    pay: endMs - atMs < rewardLifetimeMs ? share : 0,
    ranked: events > 0,
    coverage: due[index] === 0 ? 0 : (answered[index] as number) / (due[index] as number),
    events,
  }))
}

/** Adds up the cells in which a missing answer would have been held against a forecaster. */
function countAnswers(
  probabilities: Float64Array,
  registeredFrom: readonly number[],
  intervals: number,
  { due, answered }: { readonly due: Float64Array; readonly answered: Float64Array },
): void {
  const size = registeredFrom.length
  for (let index = 0; index < size; index++) {
    due[index] = (due[index] as number) + Math.max(0, intervals - (registeredFrom[index] as number))
  }
  for (let interval = 0; interval < intervals; interval++) {
    for (let index = 0; index < size; index++) {
      if ((registeredFrom[index] as number) > interval) continue
      if (Number.isNaN(probabilities[interval * size + index])) continue
      answered[index] = (answered[index] as number) + 1
    }
  }
}
