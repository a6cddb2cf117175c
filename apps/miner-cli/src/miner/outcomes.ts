import type { EventStore } from '@ig/miner'
import type { Outcome } from '@ig/scoring'

/** Outcomes as they become known: kept by the store for its priors, and in memory for the report policy. */
export interface Outcomes {
  record(eventKey: string, outcome: Outcome, resolvedAtMs: number): void
  /** The newest last. */
  recent(count: number): readonly Outcome[]
}

const KEPT = 1_000

/** Takes outcomes down. */
export function createOutcomes(store: EventStore): Outcomes {
  const newest: Outcome[] = []
  return {
    record(eventKey, outcome, resolvedAtMs) {
      store.recordOutcome(eventKey, outcome, resolvedAtMs)
      newest.push(outcome)
      if (newest.length > KEPT) newest.shift()
    },
    recent: (count) => newest.slice(-count),
  }
}
