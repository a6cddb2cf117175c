import { expect, test } from 'vitest'
import type { MinerEvent } from '../ports.ts'
import { createEventMemory, type MemoryLimits } from './event-memory.ts'
import type { Write } from './journal.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { NOW_MS, sampleEvent } from './sample-events.ts'
import { textHash } from './text-hash.ts'

function rows(event: MinerEvent, id: number, revision: number, payable: boolean): Write[] {
  const hash = textHash(event.description, event.cutoffUnixSeconds)
  const times = { firstSeenMs: NOW_MS, payerSeenMs: payable ? NOW_MS : null }
  const written = { id, eventId: Number(event.eventId), revision, event, textHash: hash, payable, ...times }
  const first = { type: 'event', id: Number(event.eventId), event, firstSeenMs: NOW_MS } as const
  return [...(revision === 1 ? [first] : []), { type: 'revision', ...written }]
}

/** Memory over five events that were asked for in the order of their numbers; 1, 3 and 4 may cost money. */
function memoryOf(limits: Partial<MemoryLimits>) {
  const journal = createMemoryJournal()
  const keys = [1, 2, 3, 4, 5].map((id) => {
    const event = sampleEvent(`${id}`)
    journal.write([
      ...rows(event, id, 1, [1, 3, 4].includes(id)),
      { type: 'asked', revisionId: id, atMs: id },
    ])
    return event.key
  })
  const recent = keys.map((key) => ({ key, revision: 1 }))
  return { journal, memory: createEventMemory(recent, journal, { events: 100, bytes: 1e9, ...limits }) }
}

test('nothing leaves while there is room', () => {
  expect(memoryOf({ events: 5 }).memory.isOverfull()).toBe(false)
})

test("strangers' events leave first, then the longest unasked", () => {
  const held = (events: number) => [...memoryOf({ events }).memory.all()].map(({ key }) => key)
  expect(held(4)).toEqual(['ifgames-1', 'ifgames-3', 'ifgames-4', 'ifgames-5'])
  expect(held(3)).toEqual(['ifgames-1', 'ifgames-3', 'ifgames-4'])
  expect(held(2)).toEqual(['ifgames-3', 'ifgames-4'])
})

test('long texts fill memory sooner', () => {
  const { memory } = memoryOf({ bytes: 40_000 })
  const long = sampleEvent('2', { description: 'x'.repeat(40_000) })
  const { revision, known } = memory.revision('ifgames-2', 1)
  memory.keep(revision, { ...known, event: long })
  expect(memory.isOverfull()).toBe(true)
  memory.makeRoom(() => false)
  expect([...memory.all()].map(({ key }) => key)).toEqual([
    'ifgames-1',
    'ifgames-3',
    'ifgames-4',
    'ifgames-5',
  ])
  expect(memory.revision('ifgames-2', 1).known.event).toEqual(sampleEvent('2'))
})

test('what waits for the disk stays', () => {
  const { memory } = memoryOf({ events: 5 })
  memory.sweep(Number.MAX_SAFE_INTEGER, ({ id }) => id === 2)
  expect([...memory.all()].map(({ key }) => key)).toEqual(['ifgames-2'])
})

test("a stranger's wordings of a payable event leave without it, and come back when asked for", () => {
  const { journal, memory } = memoryOf({ events: 5 })
  const noise = sampleEvent('1', { description: 'Noise?' })
  journal.write(rows(noise, 6, 2, false))
  const hash = textHash(noise.description, noise.cutoffUnixSeconds)
  memory.clear()
  expect(memory.find('ifgames-1', hash)?.revisions.map(({ known }) => known?.event ?? null)).toEqual([
    null,
    noise,
  ])
  expect(memory.revision('ifgames-1', 1).known).toMatchObject({ payable: true, event: sampleEvent('1') })
})

test('a revision that the disk never got is unknown, and forgotten', () => {
  const { memory } = memoryOf({ events: 5 })
  expect(() => memory.revision('ifgames-1', 2)).toThrow(expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }))
  expect(() => memory.newestTrusted('nowhere')).toThrow(expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }))
})
