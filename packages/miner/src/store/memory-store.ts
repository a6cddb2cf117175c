import type { EventStore } from '../ports.ts'
import { createEventStore } from './event-store.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import { createMemoryJournal } from './memory-journal.ts'

/**
 * An event store that keeps nothing beyond the process: for tests and one-off runs. It obeys the same contract
 * as the one on disk, its ledger included.
 */
export function createMemoryStore(options: Partial<EventStoreOptions> = {}): EventStore {
  return createEventStore(createMemoryJournal(), { nowMs: Date.now, every: () => () => {}, ...options })
}
