import { describe, expect, test } from 'vitest'
import type { EventStore } from '../ports.ts'
import { describeCallers } from './contract/callers.ts'
import { describeForecasts } from './contract/forecasts.ts'
import { describeFullMemory } from './contract/full-memory.ts'
import { describeLiveEvents } from './contract/live-events.ts'
import { openForEachTest } from './contract/opened-store.ts'
import { describeOutcomes } from './contract/outcomes.ts'
import { describePayableEvents } from './contract/payable-events.ts'
import { describeSightings } from './contract/sightings.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import { sampleEvent } from './sample-events.ts'

/** What every `EventStore` does, whatever it keeps its rows in. */
export function describeEventStore(name: string, open: (options: EventStoreOptions) => EventStore): void {
  describe(name, () => {
    const opened = openForEachTest(open)

    describeSightings(opened)
    describePayableEvents(opened)
    describeForecasts(opened)
    describeLiveEvents(opened)
    describeFullMemory(opened)
    describeCallers(opened)
    describeOutcomes(opened)

    test('is well, and refuses to be used once closed', () => {
      expect(opened.store.health()).toEqual({ degraded: null, pendingWrites: 0, lostWrites: 0 })
      opened.store.close()
      opened.store.close()
      expect(() => opened.see(sampleEvent('1'))).toThrow(expect.objectContaining({ code: 'E_STORE_CLOSED' }))
    })
  })
}
