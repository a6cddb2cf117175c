import type { Outcome } from './outcome.ts'

/** How many events before the newest one the moving average looks back on. */
export const REWARD_WINDOW = 149

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
  /** Share of all that is paid, 0 to 1; 0 for everyone where nobody is above 0. */
  readonly share: number
}

/** Share of YES, one of each added so that it is never 0 or 1: (k + 1) / (N + 2). Source: infinite_games 6ebb39b. */
export function smoothedYesShare(outcomes: readonly Outcome[]): number {
  const yes = outcomes.reduce<number>((total, outcome) => total + outcome, 0)
  return (yes + 1) / (outcomes.length + 2)
}

/**
 * What each forecaster of the newest event is paid: the mean of its peer scores over the window and that event,
 * in which the rarer outcome weighs more (1/q for YES, 1/(1-q) for NO, q from the window without the newest),
 * squared where positive, as a share of the sum.
 * `events` are in order of time, the newest last; those before the window are ignored.
 * Source: infinite_games 6ebb39b (v1.5.5), the metagraph scoring SQL.
 */
export function rewards(events: readonly ResolvedEvent[], window: number = REWARD_WINDOW): Reward[] {
  const counted = events.slice(-(window + 1))
  const newest = counted.at(-1)
  if (!newest) return []
  const yesShare = smoothedYesShare(counted.slice(0, -1).map(({ outcome }) => outcome))
  const weightOf = (outcome: Outcome) => (outcome === 1 ? 1 / yesShare : 1 / (1 - yesShare))
  const weightSum = counted.reduce((total, { outcome }) => total + weightOf(outcome), 0)

  const means = [...newest.peerScores.keys()].map((id) => {
    const weightedSum = counted.reduce(
      (total, event) => total + weightOf(event.outcome) * (event.peerScores.get(id) ?? 0),
      0,
    )
    const meanPeerScore = weightedSum / weightSum
    return { id, meanPeerScore, weightSum, weightedSum, squared: Math.max(meanPeerScore, 0) ** 2 }
  })
  const paid = means.reduce((total, { squared }) => total + squared, 0)
  return means.map((row) => ({ ...row, share: paid > 0 ? row.squared / paid : 0 }))
}
