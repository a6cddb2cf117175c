import type { Outcome } from './outcome.ts'
import { classBalance, REWARD_WINDOW, rewardBase, squaredReward } from './rewards.ts'

/** What the forecasters are paid for after an event, one number each, NaN for one who was not scored on it. */
export interface RunningRewards {
  readonly meanPeerScores: Float64Array
  readonly squared: Float64Array
  readonly shares: Float64Array
  /** The fixed denominator of the means, the same for all. */
  readonly weightSum: number
}

/** The reward of the axon era, kept up to date event by event. */
export interface RewardWindow {
  /**
   * Takes in the newest event and says what is paid after it. `peerScores` has one number for each forecaster, NaN for
   * one who is not scored. Null, and nothing is taken in, where nobody is scored.
   */
  add(outcome: Outcome, peerScores: ArrayLike<number>): RunningRewards | null
}

/**
 * What `rewards` gives, in a time that does not grow with the window: a sum of the peer scores for each forecaster and
 * outcome, since the weights of the outcomes change with every event but are the same for all events of one outcome.
 * The sums are added up anew whenever the whole window has been replaced, so that no rounding error lives longer.
 *
 * @param forecasters how many; each keeps its place.
 * @param window how many events before the newest count; Infinity for all.
 */
export function createRewardWindow(forecasters: number, window: number = REWARD_WINDOW): RewardWindow {
  let held: { readonly outcome: Outcome; readonly scores: Float64Array }[] = []
  let left = 0
  const sums = [new Float64Array(forecasters), new Float64Array(forecasters)] as const
  const counts: [no: number, yes: number] = [0, 0]

  const count = (event: (typeof held)[number], sign: 1 | -1) => {
    counts[event.outcome] += sign
    const sum = sums[event.outcome]
    for (let index = 0; index < forecasters; index++) {
      sum[index] = (sum[index] as number) + sign * (event.scores[index] as number)
    }
  }
  const keep = (event: (typeof held)[number]) => {
    held.push(event)
    count(event, 1)
    if (held.length <= window) return
    count(held[0] as (typeof held)[number], -1)
    held = held.slice(1)
    left++
    if (left < window) return
    left = 0
    for (const sum of sums) sum.fill(0)
    counts.fill(0)
    for (const one of held) count(one, 1)
  }

  return {
    add(outcome, peerScores) {
      const scores = Float64Array.from(peerScores)
      if (scores.every(Number.isNaN)) return null
      const [no, yes] = counts
      const { yesWeight, noWeight } = classBalance(yes, no + yes)
      const own = outcome === 1 ? yesWeight : noWeight
      const weightSum = yes * yesWeight + no * noWeight + own
      const [noSums, yesSums] = sums
      const meanPeerScores = scores.map(
        (score, index) =>
          (yesWeight * (yesSums[index] as number) + noWeight * (noSums[index] as number) + own * score) /
          weightSum,
      )
      const squared = meanPeerScores.map(squaredReward)
      const base = rewardBase(squared.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0))
      keep({ outcome, scores: scores.map((score) => (Number.isNaN(score) ? 0 : score)) })
      return { meanPeerScores, squared, shares: squared.map((value) => value / base), weightSum }
    },
  }
}
