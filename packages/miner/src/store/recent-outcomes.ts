import type { EventStore } from '../ports.ts'
import type { StoredOutcome } from './journal.ts'

/** As many of the newest outcomes are kept in memory, and read from disk when a store opens. */
export const OUTCOMES_KEPT = 1_000

export interface RecentOutcomes {
  readonly newest: EventStore['recentOutcomes']
  /** Takes an outcome, or the correction of one. */
  take(outcome: StoredOutcome): void
}

/** The newest outcomes by the time of resolution, of all market types. */
export function createRecentOutcomes(past: readonly StoredOutcome[]): RecentOutcomes {
  let kept = past.toSorted(byTime)
  let given: readonly (0 | 1)[] = []
  let isGivenStale = true
  return {
    newest(count) {
      const length = Math.max(0, Math.min(count, kept.length))
      if (isGivenStale || given.length !== length) {
        given = kept.slice(kept.length - length).map(({ outcome }) => outcome)
        isGivenStale = false
      }
      return given
    },
    take(outcome) {
      const others = kept.filter(({ eventId }) => eventId !== outcome.eventId)
      kept = [...others, outcome].sort(byTime).slice(-OUTCOMES_KEPT)
      isGivenStale = true
    },
  }
}

function byTime(a: StoredOutcome, b: StoredOutcome): number {
  return a.resolvedAtMs - b.resolvedAtMs || a.eventId - b.eventId
}
