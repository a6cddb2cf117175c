import type { EventStore } from '../ports.ts'
import { createBaseRates } from './base-rates.ts'
import type { Journal, StoredState, Write } from './journal.ts'
import { createRecentOutcomes } from './recent-outcomes.ts'

type Outcome = Extract<Write, { readonly type: 'outcome' }>

/** How events ended: the newest, and how often each market type's were YES. */
export interface OutcomeBook {
  readonly baseRate: EventStore['baseRate']
  readonly recentOutcomes: EventStore['recentOutcomes']
  readonly outcome: EventStore['outcome']
  /** Takes an outcome, or the correction of one, and returns the rows that this makes. */
  take(outcome: Outcome): readonly Write[]
}

export function createOutcomeBook(
  past: Pick<StoredState, 'baseRates' | 'outcomes'>,
  journal: Journal,
  pending: () => readonly Write[],
): OutcomeBook {
  const baseRates = createBaseRates(past.baseRates, journal)
  const recent = createRecentOutcomes(past.outcomes)

  function outcomeOf(eventKey: string): 0 | 1 | null {
    for (const write of pending().toReversed()) {
      if (write.type === 'outcome' && write.eventKey === eventKey) return write.outcome
    }
    return journal.readOutcome(eventKey)
  }

  return {
    baseRate: baseRates.of,
    recentOutcomes: recent.newest,
    outcome: outcomeOf,
    take(row) {
      const { eventId, eventKey, marketType, outcome, resolvedAtMs } = row
      const earlier = outcomeOf(eventKey)
      if (earlier === outcome) return []
      baseRates.count(marketType, outcome, earlier)
      recent.take({ eventId, outcome, resolvedAtMs })
      return [row]
    },
  }
}
