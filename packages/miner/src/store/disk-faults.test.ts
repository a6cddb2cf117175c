import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventStore } from '../ports.ts'
import { createEventStore } from './event-store.ts'
import type { Journal } from './journal.ts'
import { openDatabase } from './open-database.ts'
import { sampleEvent, sampleForecast, samplePrior, sampleSighting } from './sample-events.ts'
import { createSqliteJournal } from './sqlite-journal.ts'

const sighting = sampleSighting()
let folder: string
let path: string
let nowMs: number
let db: DatabaseSync
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-faults-'))
  path = join(folder, 'miner.sqlite')
  nowMs = sighting.nowMs
  said = []
})
afterEach(() => rmSync(folder, { recursive: true }))

function open(change: (journal: Journal) => Journal = (journal) => journal): EventStore {
  db = openDatabase({ path, nowMs, log: () => {} })
  return createEventStore(change(createSqliteJournal(db)), {
    nowMs: () => nowMs,
    every: () => () => {},
    log: (_level, message) => said.push(message),
  })
}

const see = (store: EventStore, id: string, description = 'Will it rain?') =>
  store.see([sampleEvent(id, { description })], sighting, samplePrior)[0]

/** No page more than there are: the next write meets a full disk. */
function fillDisk(): void {
  db.exec('VACUUM')
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number }
  db.exec(`PRAGMA max_page_count = ${pages}`)
}

const freeDisk = () => db.exec('PRAGMA max_page_count = 1000000')

test('row 43: a full disk is said, answers go on from memory, and all is caught up later', () => {
  const store = open()
  see(store, '1')
  fillDisk()
  const long = 'Will it rain? '.repeat(2_000)
  const seen = see(store, '2', long)
  expect(seen).toMatchObject({ change: 'new', latest: { probability: 0.4 } })
  expect(see(store, '2', long)).toMatchObject({ change: 'known', latest: seen?.latest })
  const [made] = store.appendForecasts([sampleForecast('ifgames-2', { probability: 0.7 })])
  expect(see(store, '2', long)?.latest).toEqual(made)
  expect(store.forecastHistory('ifgames-2')).toEqual([seen?.latest, made])
  store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs, durationMs: 1, items: [] })
  store.flush()
  expect(store.health()).toMatchObject({
    degraded: { reason: 'database or disk is full', sinceMs: nowMs },
    pendingWrites: 5,
    lostWrites: 0,
  })
  expect(said).toEqual(['The store cannot write; answers go on from memory.'])

  freeDisk()
  nowMs += 1_000
  store.flush()
  expect(store.health()).toEqual({ degraded: null, pendingWrites: 0, lostWrites: 0 })
  expect(said.at(-1)).toBe('The store writes again.')
  store.close()
  const again = open()
  expect(see(again, '2', long)).toMatchObject({ change: 'known', latest: made })
  expect(again.validators()).toHaveLength(1)
  again.close()
})

test('row 43: nothing is spent while it cannot be written down; what is settled is written later', () => {
  const store = open()
  const ledger = store.ledger({ capUsdPerDay: 2 })
  const entry = { usd: 1, purpose: 'x'.repeat(100_000), eventKey: null, revision: null, nowMs }
  const reservation = ledger.reserve({ ...entry, purpose: 'small' })
  fillDisk()
  expect(() => ledger.reserve(entry)).toThrow(
    expect.objectContaining({ code: 'E_STORE_DISK', retryable: true }),
  )
  reservation.settle(0.25)
  expect(ledger.spentUsd(nowMs)).toBe(0.25)
  freeDisk()
  nowMs += 60_000
  store.close()
  const again = open()
  expect(again.ledger({ capUsdPerDay: 2 }).spentUsd(nowMs)).toBe(0.25)
  again.close()
})

/** A journal whose disk can be taken away. */
function withSwitch(state: { isBroken: boolean; writes: number }): (journal: Journal) => Journal {
  const fail = () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 })
  }
  return (journal) => ({
    ...journal,
    readEvent: (key, wanted) => (state.isBroken ? fail() : journal.readEvent(key, wanted)),
    write(batch) {
      state.writes += 1
      if (state.isBroken) fail()
      journal.write(batch)
    },
  })
}

test('row 43: the disk is tried again with growing pauses, not at every query', () => {
  const state = { isBroken: false, writes: 0 }
  const store = open(withSwitch(state))
  see(store, '1')
  state.isBroken = true
  state.writes = 0
  for (let second = 0; second < 600; second += 1) {
    store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs, durationMs: 1, items: [] })
    store.flush()
    nowMs += 1_000
  }
  expect(state.writes).toBeGreaterThan(5)
  expect(state.writes).toBeLessThan(20)
  store.close()
})

test('row 43: an event that the disk cannot be asked about is answered, and not stored twice', () => {
  const state = { isBroken: false, writes: 0 }
  const store = open(withSwitch(state))
  see(store, '1')
  store.sweep(nowMs + 90 * 86_400_000)
  state.isBroken = true
  expect(see(store, '1')).toMatchObject({ change: 'new', payable: false, latest: { probability: 0.4 } })
  state.isBroken = false
  expect(see(store, '1')?.change).toBe('known')
  store.close()
})

test('row 43: what waits for the disk is bounded, and what is lost is counted', () => {
  const state = { isBroken: true, writes: 0 }
  const broken = open(withSwitch({ ...state, isBroken: false }))
  broken.close()
  const store = open((journal) => ({ ...withSwitch(state)(journal), readEvent: () => null }))
  for (let batch = 0; batch < 120; batch += 1) {
    const events = Array.from({ length: 100 }, (_, index) => sampleEvent(`${batch}-${index}`))
    const seen = store.see(events, sampleSighting({ mayPay: false }), samplePrior)
    expect(seen.every(({ latest }) => latest !== null)).toBe(true)
  }
  const { pendingWrites, lostWrites } = store.health()
  expect(pendingWrites).toBeLessThanOrEqual(20_000)
  expect(lostWrites).toBeGreaterThan(0)
  for (let count = 0; count < 12_000; count += 1) {
    store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs, durationMs: 1, items: [] })
  }
  expect(store.health().lostWrites).toBe(lostWrites + 2_000)
  state.isBroken = false
  nowMs += 60_000
  store.flush()
  expect(store.health()).toMatchObject({ degraded: null, pendingWrites: 0 })
  expect(see(store, 'new')?.change).toBe('new')
  store.close()
})

test('row 43: long texts that wait for the disk are bounded too', () => {
  const state = { isBroken: false, writes: 0 }
  const store = open(withSwitch(state))
  see(store, '1')
  state.isBroken = true
  const long = 'x'.repeat(10 * 1024 * 1024)
  for (let count = 0; count < 5; count += 1) {
    const event = sampleEvent('1', { description: `${long}${count}` })
    expect(store.see([event], sampleSighting({ mayPay: false }), samplePrior)).toHaveLength(1)
  }
  expect(store.health().lostWrites).toBeGreaterThan(0)
  expect(store.health().pendingWrites).toBeLessThan(7)
  state.isBroken = false
  nowMs += 60_000
  store.close()
})

test('an error that is not the disk is thrown, and memory forgets what is not on disk', () => {
  let isRefused = true
  const store = open((journal) => ({
    ...journal,
    write(batch) {
      if (isRefused) throw new TypeError('no such row')
      journal.write(batch)
    },
  }))
  expect(() => see(store, '1')).toThrow(expect.objectContaining({ code: 'E_STORE_WRITE' }))
  isRefused = false
  expect(see(store, '1')?.change).toBe('new')
  store.close()
})

test.each([
  ['ENOSPC', 13, 'database or disk is full'],
  ['EROFS', 8, 'attempt to write a readonly database'],
  ['EACCES', 14, 'unable to open database file'],
  ['EIO', 10, 'disk I/O error'],
])(
  'row 43: %s: answers go on, it is said once, and all is written when it is over',
  (_name, errcode, reason) => {
    let isBroken = false
    const store = open((journal) => ({
      ...journal,
      write(batch) {
        if (isBroken) throw Object.assign(new Error(reason), { code: 'ERR_SQLITE_ERROR', errcode })
        journal.write(batch)
      },
    }))
    see(store, '1')
    isBroken = true
    const seen = see(store, '2')
    expect(seen).toMatchObject({ change: 'new', latest: { probability: 0.4 } })
    store.flush()
    nowMs += 60_000
    store.flush()
    expect(store.health()).toMatchObject({ degraded: { reason }, lostWrites: 0 })
    expect(said).toHaveLength(1)
    isBroken = false
    nowMs += 60_000
    store.close()
    const again = open()
    expect(see(again, '2')).toMatchObject({ change: 'known', latest: seen?.latest })
    again.close()
  },
)
