import type { EventStore } from '../ports.ts'
import type { Journal, StoredRate, StoredState } from './journal.ts'

/** Market types whose rates are in memory. */
export const MARKET_TYPES_KEPT = 1_000

export interface BaseRates {
  readonly of: EventStore['baseRate']
  count(marketType: string, outcome: 0 | 1, earlier: 0 | 1 | null): void
}

/**
 * How often each market type's events resolved YES. A corrected outcome takes the place of the earlier one.
 * Where there are more market types than memory keeps, those with few outcomes are read from disk.
 */
export function createBaseRates(
  past: StoredState['baseRates'],
  journal: Pick<Journal, 'readBaseRate' | 'isDiskError'>,
): BaseRates {
  const rates = new Map<string, StoredRate>(
    past.map(({ marketType, yes, count }) => [marketType, { yes, count }]),
  )
  let isAll = rates.size < MARKET_TYPES_KEPT

  function rateOf(name: string): StoredRate {
    const kept = rates.get(name)
    if (kept !== undefined) return kept
    return isAll ? { yes: 0, count: 0 } : journal.readBaseRate(name)
  }

  return {
    of(marketType) {
      try {
        const { yes, count } = rateOf(marketType.toUpperCase())
        return count === 0 ? null : { share: yes / count, count }
      } catch (error) {
        if (!journal.isDiskError(error)) throw error
        return null
      }
    },
    count(marketType, outcome, earlier) {
      const name = marketType.toUpperCase()
      const { yes, count } = rateOf(name)
      // The last counted stands last.
      rates.delete(name)
      rates.set(name, {
        yes: yes + outcome - (earlier ?? 0),
        count: count + (earlier === null ? 1 : 0),
      })
      if (rates.size <= MARKET_TYPES_KEPT) return
      isAll = false
      rates.delete(rates.keys().next().value as string)
    },
  }
}
