import { afterEach, beforeEach } from 'vitest'
import type { EventStore, MinerEvent, SeenEvent } from '../../ports.ts'
import type { EventStoreOptions } from '../event-store-options.ts'
import { NOW_MS, samplePrior, sampleSighting } from '../sample-events.ts'

/** The store of the test that runs. */
export interface OpenedStore {
  readonly store: EventStore
  /** Sees one event, a validator's unless told otherwise. */
  see(event: MinerEvent, sighting?: ReturnType<typeof sampleSighting>): SeenEvent
  /** Opens another one in its place. */
  reopen(options: EventStoreOptions): void
}

/** A caller that may not pay. */
export const stranger = sampleSighting({ callerSs58: '5Stranger', mayPay: false })

/** Opens a store before each test, and closes it after. */
export function openForEachTest(open: (options: EventStoreOptions) => EventStore): OpenedStore {
  let store: EventStore

  beforeEach(() => {
    store = open({ nowMs: () => NOW_MS, quotaPerCallerAndDay: 5, revisionsPerEventAndDay: 3 })
  })
  afterEach(() => store.close())

  return {
    get store() {
      return store
    },
    see(event, sighting = sampleSighting()) {
      const [seen] = store.see([event], sighting, samplePrior)
      if (seen === undefined) throw new Error('see gave nothing back')
      return seen
    },
    reopen(options) {
      store.close()
      store = open(options)
    },
  }
}
