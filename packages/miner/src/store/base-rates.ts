import type { EventStore } from '../ports.ts'
import type { StoredState } from './journal.ts'

export interface BaseRates {
  readonly of: EventStore['baseRate']
  /** An outcome counted since the start, else undefined: then the disk knows. */
  outcomeOf(eventKey: string): 0 | 1 | undefined
  count(eventKey: string, marketType: string, outcome: 0 | 1, earlier: 0 | 1 | null): void
}

/** How often each market type's events resolved YES. A corrected outcome takes the place of the earlier one. */
export function createBaseRates(past: StoredState['baseRates']): BaseRates {
  const rates = new Map(past.map(({ marketType, yes, count }) => [marketType, { yes, count }]))
  const outcomes = new Map<string, 0 | 1>()
  return {
    of(marketType) {
      const rate = rates.get(marketType.toUpperCase())
      return rate === undefined || rate.count === 0
        ? null
        : { share: rate.yes / rate.count, count: rate.count }
    },
    outcomeOf: (eventKey) => outcomes.get(eventKey),
    count(eventKey, marketType, outcome, earlier) {
      const name = marketType.toUpperCase()
      const rate = rates.get(name) ?? { yes: 0, count: 0 }
      rates.set(name, {
        yes: rate.yes + outcome - (earlier ?? 0),
        count: rate.count + (earlier === null ? 1 : 0),
      })
      outcomes.set(eventKey, outcome)
    },
  }
}
