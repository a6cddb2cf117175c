import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { EventRevision, EventStore, MinerEvent } from '../ports.ts'
import { decodeItems, encodeItems } from './answer-items.ts'
import { createMemoryStore } from './memory-store.ts'
import { sampleEvent, sampleForecast, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { fromColumn, toColumn } from './text-column.ts'
import { textHash } from './text-hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'ig-properties-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const { nowMs: startMs } = sampleSighting()
const limits = { nowMs: () => startMs, quotaPerCallerAndDay: 6, revisionsPerEventAndDay: 2 }

const text = fc.oneof(
  fc.constantFrom('Will it rain?', 'Will it  rain?', 'Will it snow?'),
  fc.string({ unit: 'binary' }),
)
const anyEvent: fc.Arbitrary<MinerEvent> = fc
  .record({
    id: fc.oneof(fc.constantFrom('1', '2', '\ud800', '__proto__'), fc.string({ unit: 'binary' })),
    description: text,
    cutoffUnixSeconds: fc.constantFrom(null, startMs / 1000 - 1, startMs / 1000 + 86_400, 1e300, -5.5),
    metadata: fc.dictionary(fc.string(), fc.jsonValue()),
  })
  .map(({ id, ...changes }) => sampleEvent(id, changes))

/** Memory's own order is of no meaning. */
function liveInOrder(store: EventStore): EventRevision[] {
  const name = ({ event, revision }: EventRevision) => `${event.key} ${revision}`
  return store.liveRevisions(startMs).toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
}

type Step = (store: EventStore) => unknown

const steps: fc.Arbitrary<{ readonly run: Step | 'restart' }> = fc.oneof(
  fc
    .record({
      events: fc.array(anyEvent, { maxLength: 6 }),
      callerSs58: fc.constantFrom('5A', '5B'),
      mayPay: fc.boolean(),
      day: fc.nat({ max: 2 }),
    })
    .map(({ events, day, ...caller }) => ({
      run: (store: EventStore) =>
        store.see(events, { ...caller, nowMs: startMs + day * 86_400_000 }, samplePrior),
    })),
  fc
    .record({ pick: fc.nat(), probability: fc.double({ min: 0.001, max: 0.999, noNaN: true }) })
    .map(({ pick, probability }) => ({
      run(store: EventStore) {
        const live = liveInOrder(store)
        const chosen = live[pick % live.length]
        if (chosen === undefined) return null
        const { event, revision } = chosen
        return store.appendForecasts([sampleForecast(event.key, { revision, probability })])
      },
    })),
  fc
    .record({ pick: fc.nat(), outcome: fc.constantFrom(0 as const, 1 as const), afterMs: fc.nat({ max: 3 }) })
    .map(({ pick, outcome, afterMs }) => ({
      run(store: EventStore) {
        const live = liveInOrder(store)
        const chosen = live[pick % live.length]
        if (chosen !== undefined) store.recordOutcome(chosen.event.key, outcome, startMs + afterMs)
        return [store.baseRate('IFGAMES'), store.recentOutcomes(3)]
      },
    })),
  fc.constantFrom(
    { run: (store: EventStore) => store.sweep(startMs + 86_400_000) },
    { run: (store: EventStore) => store.flush() },
    { run: 'restart' as const },
  ),
)

/** Steps that name their events, as what memory holds is not the same everywhere. */
const stepsByKey: fc.Arbitrary<Step | 'restart'> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        events: fc.array(
          fc
            .record({
              id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
              description: text,
              cutoffUnixSeconds: fc.constantFrom(null, startMs / 1000 + 86_400, startMs / 1000 + 200_000),
            })
            .map(({ id, ...changes }) => sampleEvent(id, changes)),
          { maxLength: 6 },
        ),
        callerSs58: fc.constantFrom('5A', '5B'),
        mayPay: fc.boolean(),
        day: fc.nat({ max: 2 }),
      })
      .map(({ events, day, ...caller }) => {
        const nowMs = startMs + day * 86_400_000
        return (store: EventStore) => [
          store.see(events, { ...caller, nowMs }, samplePrior),
          store.counts(nowMs),
          store.forecastHistory('ifgames-1'),
        ]
      }),
  },
  fc
    .record({
      id: fc.constantFrom('1', '2', '3'),
      revision: fc.integer({ min: 1, max: 2 }),
      probability: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      outcome: fc.constantFrom(0 as const, 1 as const),
    })
    .map(({ id, revision, probability, outcome }) => (store: EventStore) => {
      try {
        const key = `ifgames-${id}`
        const made = store.appendForecasts([sampleForecast(key, { revision, probability })])
        store.recordOutcome(key, outcome, startMs)
        return [made, store.baseRate('IFGAMES'), store.recentOutcomes(3), store.counts(startMs)]
      } catch (error) {
        return (error as { readonly code?: unknown }).code
      }
    }),
  fc.constantFrom(
    (store: EventStore) => store.sweep(startMs + 86_400_000),
    (store: EventStore) => store.flush(),
    'restart' as const,
  ),
)

/** What a store says of itself, whatever it keeps in memory. */
function picture(store: EventStore, keys: ReadonlySet<string>) {
  return [...keys].map((key) => store.forecastHistory(key))
}

test('any sequence of calls and restarts gives the same answers on disk as in memory', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 15 }), (sequence) => {
      files += 1
      const path = join(folder, `${files}.sqlite`)
      const open = () => openSqliteStore({ ...limits, path, every: () => () => {} })
      const memory = createMemoryStore(limits)
      let sqlite = open()
      const keys = new Set<string>()
      for (const { run } of sequence) {
        if (run === 'restart') {
          sqlite.close()
          sqlite = open()
          continue
        }
        const [ofMemory, ofSqlite] = [run(memory), run(sqlite)]
        expect(ofSqlite).toEqual(ofMemory)
        for (const { event } of memory.liveRevisions(startMs)) keys.add(event.key)
      }
      expect(picture(sqlite, keys)).toEqual(picture(memory, keys))
      sqlite.close()
    }),
    { numRuns: 60 },
  )
})

test('a store with room for two events gives the same answers as one with room for all', () => {
  fc.assert(
    fc.property(fc.array(stepsByKey, { maxLength: 20 }), (sequence) => {
      files += 1
      const path = (name: string) => join(folder, `${files}-${name}.sqlite`)
      const every = () => () => {}
      const openSmall = () => openSqliteStore({ ...limits, path: path('small'), every, maxEventsInMemory: 2 })
      const openLarge = () => openSqliteStore({ ...limits, path: path('large'), every })
      const small = createMemoryStore({ ...limits, maxEventsInMemory: 2 })
      let [smallFile, largeFile] = [openSmall(), openLarge()]
      const large = createMemoryStore(limits)
      for (const step of sequence) {
        if (step === 'restart') {
          smallFile.close()
          largeFile.close()
          ;[smallFile, largeFile] = [openSmall(), openLarge()]
          continue
        }
        const answer = step(large)
        for (const store of [small, smallFile, largeFile]) expect(step(store)).toEqual(answer)
        for (const store of [small, smallFile]) expect(store.liveRevisions(startMs).length).toBeLessThan(3)
      }
      smallFile.close()
      largeFile.close()
    }),
    { numRuns: 60 },
  )
})

test('seeing the same events again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 8 }), fc.boolean(), (events, mayPay) => {
      const store = createMemoryStore({ nowMs: () => startMs, revisionsPerEventAndDay: 100 })
      const sighting = sampleSighting({ mayPay })
      store.see(events, sighting, samplePrior)
      const second = store.see(events, sighting, samplePrior)
      const third = store.see(events, sighting, samplePrior)
      expect(second.every(({ change }) => change === 'known')).toBe(true)
      expect(third).toEqual(second)
    }),
  )
})

test('white space changes no hash', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
      const hashes = [' ', '\n\n', ' \u00a0\t'].map((space) => textHash(` ${words.join(space)}`, 1))
      expect(new Set(hashes).size).toBe(1)
    }),
  )
})

test('any text comes back from its column, and no two share one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(fromColumn(toColumn(value))).toBe(value)
      expect(fromColumn(toColumn(toColumn(value)))).toBe(toColumn(value))
      expect(toColumn(value).isWellFormed()).toBe(true)
    }),
  )
})

test('what was sent comes back from its bytes', () => {
  const item = fc.record({
    forecastId: fc.oneof(fc.constant(null), fc.nat(), fc.nat({ max: 2 ** 50 })),
    sent: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(decodeItems(encodeItems(items))).toEqual(items)
    }),
  )
})
