import { expect, test } from 'vitest'
import { createEventMemory } from './event-memory.ts'
import type { StoredEvent } from './journal.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { NOW_MS, sampleEvent } from './sample-events.ts'
import { textHash } from './text-hash.ts'

function stored(id: number, payable: boolean): StoredEvent {
  const event = sampleEvent(`${id}`)
  const revision = {
    id,
    revision: 1,
    event,
    textHash: textHash(event.description, event.cutoffUnixSeconds),
    firstSeenMs: NOW_MS,
    payerSeenMs: payable ? NOW_MS : null,
    payable,
    latest: null,
  }
  return { id, key: event.key, revisions: [revision] }
}

test("a sweep keeps memory bounded: strangers' events go first, then the longest unasked", () => {
  const events = [stored(1, true), stored(2, false), stored(3, true), stored(4, true), stored(5, false)]
  const memory = createEventMemory(events, createMemoryJournal(), () => NOW_MS, 2)
  for (const [index, key] of ['ifgames-4', 'ifgames-1', 'ifgames-3', 'ifgames-5'].entries()) {
    memory.revision(key, 1).lastAskedMs = NOW_MS + index
  }
  memory.sweep(NOW_MS)
  expect([...memory.all()].map(({ key }) => key)).toEqual(['ifgames-1', 'ifgames-3'])
})
