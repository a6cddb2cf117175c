import type { Outcome } from './outcome.ts'

/** How many events before the newest one the moving average looks back on. */
export const REWARD_WINDOW = 149

/** What the squares are divided by where their sum is less: then not everything is paid out. */
const LEAST_SUM = 1e-7

/** One resolved event with the peer scores earned on it, by forecaster. */
export interface ResolvedEvent {
  readonly outcome: Outcome
  readonly peerScores: ReadonlyMap<string, number>
}

/** What a forecaster is paid for after an event. */
export interface Reward {
  readonly id: string
  /** Class-weighted mean of the peer scores in the window; a missed event counts 0. */
  readonly meanPeerScore: number
  readonly weightSum: number
  readonly weightedSum: number
  /** max(mean, 0)^2. */
  readonly squared: number
  /** The square as a share of all squares, 0 to 1; 0 for everyone where nobody is above 0. */
  readonly share: number
}

/** Share of YES, one of each added so that it is never 0 or 1: (k + 1) / (N + 2). Source: infinite_games 6ebb39b. */
export function smoothedYesShare(outcomes: readonly Outcome[]): number {
  const yes = outcomes.reduce<number>((total, outcome) => total + outcome, 0)
  return classBalance(yes, outcomes.length).yesShare
}

/** The weights of the two outcomes after `yes` of `count` events: the rarer one weighs more. */
export function classBalance(
  yes: number,
  count: number,
): { readonly yesShare: number; readonly yesWeight: number; readonly noWeight: number } {
  const yesShare = (yes + 1) / (count + 2)
  return { yesShare, yesWeight: 1 / yesShare, noWeight: 1 / (1 - yesShare) }
}

/** What a mean peer score weighs in the division: max(mean, 0)^2. */
export function squaredReward(meanPeerScore: number): number {
  return Math.max(meanPeerScore, 0) ** 2
}

/** The divisor that turns squares into shares: their sum, but never less than 1e-7. */
export function rewardBase(sumOfSquares: number): number {
  return Math.max(sumOfSquares, LEAST_SUM)
}

/**
 * What each forecaster of the newest event is paid: the mean of its peer scores over the window and that event,
 * in which the rarer outcome weighs more (1/q for YES, 1/(1-q) for NO, q from the window without the newest),
 * squared where positive, as a share of the sum.
 * `events` are in order of time, the newest last; those before the window are ignored, and so are those on which
 * nobody was scored: they are not in the validators' table. From scratch each time: for a season there is
 * `createRewardWindow`.
 * Source: infinite_games 6ebb39b (v1.5.5), `metagraph_peer_score.sql`.
 */
export function rewards(events: readonly ResolvedEvent[], window: number = REWARD_WINDOW): Reward[] {
  const newest = events.at(-1)
  if (!newest) return []
  const counted = events.filter(({ peerScores }) => peerScores.size > 0).slice(-(window + 1))
  const before = counted.slice(0, -1)
  const yes = before.reduce<number>((total, { outcome }) => total + outcome, 0)
  const { yesWeight, noWeight } = classBalance(yes, before.length)
  const weightOf = (outcome: Outcome) => (outcome === 1 ? yesWeight : noWeight)
  const weightSum = counted.reduce((total, { outcome }) => total + weightOf(outcome), 0)

  const means = [...newest.peerScores.keys()].map((id) => {
    const weightedSum = counted.reduce(
      (total, event) => total + weightOf(event.outcome) * (event.peerScores.get(id) ?? 0),
      0,
    )
    const meanPeerScore = weightedSum / weightSum
    return { id, meanPeerScore, weightSum, weightedSum, squared: squaredReward(meanPeerScore) }
  })
  const base = rewardBase(means.reduce((total, { squared }) => total + squared, 0))
  return means.map((row) => ({ ...row, share: row.squared / base }))
}
