import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { readResolvedHistory } from './resolved-history.ts'
import { KEPT_ON_DISK_MS } from './retention.ts'
import { DAY_MS, NOW_MS, sampleEvent, sampleSighting } from './sample-events.ts'
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts'

const HOUR_MS = 3_600_000
// The first hour of a UTC day.
const START_MS = NOW_MS - 12 * HOUR_MS
const LATE_MS = START_MS + KEPT_ON_DISK_MS + 40 * DAY_MS
let folder: string
let store: SqliteStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-price-retention-'))
  store = openSqliteStore({ path: join(folder, 'miner.sqlite'), nowMs: () => NOW_MS })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function see(id: string, cutoffMs: number): string {
  const [seen] = store.see(
    [sampleEvent(id, { cutoffUnixSeconds: cutoffMs / 1000 })],
    sampleSighting(),
    () => null,
  )
  return seen?.event.key as string
}

/** A price, `hours` after the start. */
function price(eventKey: string, hours: number, weight = 1): void {
  const atMs = START_MS + hours * HOUR_MS
  const probability = 0.5
  store.recordPrice({ eventKey, atMs, venue: 'kalshi', marketId: 'A', price: 0.5, probability, weight })
}

function hoursKept(eventKey: string): number[] {
  store.flush()
  return store.priceHistory(eventKey).map(({ atMs }) => (atMs - START_MS) / HOUR_MS)
}

test('of a decided event the first price of each day stays, and nothing from its end on', () => {
  const key = see('1', NOW_MS + 3 * DAY_MS)
  for (let hours = 0; hours < 96; hours += 6) price(key, hours)
  // A thin book does not stand for a better one of its day.
  price(key, 25, 2)
  store.recordOutcome(key, 1, START_MS + 50 * HOUR_MS)
  store.flush()
  store.sweep(START_MS + KEPT_ON_DISK_MS)
  expect(hoursKept(key)).toHaveLength(17)
  store.sweep(LATE_MS)
  expect(hoursKept(key)).toEqual([0, 24, 25, 48])
  const [history] = readResolvedHistory({ path: store.path })
  expect(history?.prices).toHaveLength(4)
})

test('of an event that nobody decided all goes 90 days after its end, of an open one its course stays', () => {
  const ended = see('1', NOW_MS + DAY_MS)
  const open = see('2', NOW_MS + 400 * DAY_MS)
  for (const key of [ended, open]) for (const hours of [0, 1, 24]) price(key, hours)
  price(open, (LATE_MS - START_MS) / HOUR_MS - 1)
  price(open, (LATE_MS - START_MS) / HOUR_MS - 2)
  store.flush()
  store.sweep(LATE_MS)
  expect(hoursKept(ended)).toEqual([])
  expect(hoursKept(open)).toHaveLength(4)
  store.sweep(NOW_MS + 500 * DAY_MS)
  expect(hoursKept(open)).toEqual([])
})

test('a sweep looks at a bounded part, and later ones come to the rest', () => {
  const keys = Array.from({ length: 50 }, (_, index) => see(`${index}`, NOW_MS + 10 * DAY_MS))
  for (const key of keys) for (let minute = 0; minute < 100; minute += 1) price(key, minute / 60)
  const count = () => keys.reduce((sum, key) => sum + hoursKept(key).length, 0)
  expect(count()).toBe(5_000)
  store.sweep(START_MS + KEPT_ON_DISK_MS + 2 * HOUR_MS)
  expect(count()).toBeGreaterThanOrEqual(3_000)
  for (let sweep = 0; sweep < 2; sweep += 1) store.sweep(START_MS + KEPT_ON_DISK_MS + 2 * HOUR_MS)
  expect(count()).toBe(50)
})

test('a store without a disk forgets the prices of what nobody decided', () => {
  const memory = createMemoryStore({ nowMs: () => NOW_MS })
  const events = ['1', '2'].map((id) => sampleEvent(id))
  memory.see(events, sampleSighting(), () => null)
  for (const { key: eventKey } of events) {
    const what = { venue: 'kalshi', marketId: 'A', price: 0.5, probability: 0.5, weight: 1 }
    memory.recordPrice({ eventKey, atMs: NOW_MS, ...what })
  }
  memory.recordOutcome('ifgames-2', 0, NOW_MS + 40 * DAY_MS)
  memory.flush()
  memory.sweep(NOW_MS + 130 * DAY_MS)
  expect(memory.priceHistory('ifgames-1')).toEqual([])
  expect(memory.priceHistory('ifgames-2')).toHaveLength(1)
})
