import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KEPT_ON_DISK_MS } from './retention.ts'
import { sampleEvent, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts'

const DAY_MS = 86_400_000
const sighting = sampleSighting()
const { nowMs } = sighting
const late = nowMs + KEPT_ON_DISK_MS + DAY_MS
let folder: string
let store: SqliteStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-retention-'))
  store = openSqliteStore({ path: join(folder, 'miner.sqlite'), nowMs: () => nowMs })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function answer(askedAtMs: number, caller = '5V', sent = 0.25): void {
  store.recordAnswer({ callerSs58: caller, askedAtMs, durationMs: 1, items: [{ forecastId: null, sent }] })
}

function rowCounts(): Record<string, unknown> {
  store.flush()
  const db = new DatabaseSync(store.path, { readOnly: true })
  const counts = ['answers', 'answer_sets', 'quotas', 'spend', 'forecasts', 'events'].map((table) => [
    table,
    db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count,
  ])
  db.close()
  return Object.fromEntries(counts)
}

test('what is older than 90 days leaves the disk, and events and forecasts stay', () => {
  store.see([sampleEvent('1')], sighting, samplePrior)
  const ledger = store.ledger({ capUsdPerDay: 2 })
  const spend = { usd: 0.5, purpose: 'forecast', eventKey: null, revision: null }
  ledger.reserve({ ...spend, nowMs })
  ledger.reserve({ ...spend, nowMs: late })
  answer(nowMs)
  answer(late, '5W', 0.5)
  expect(rowCounts()).toMatchObject({ answers: 2, answer_sets: 2, quotas: 1, spend: 2 })
  store.sweep(nowMs + KEPT_ON_DISK_MS - 1)
  expect(rowCounts()).toMatchObject({ answers: 2, answer_sets: 2, quotas: 1, spend: 2 })
  store.sweep(late)
  expect(rowCounts()).toEqual({ answers: 1, answer_sets: 1, quotas: 0, spend: 1, forecasts: 1, events: 1 })
})

test('a set stays as long as an answer shares it, and a caller that comes back later begins a new one', () => {
  for (let day = 0; day < 100; day += 1) answer(nowMs + day * DAY_MS)
  store.flush()
  store.sweep(late)
  expect(rowCounts()).toMatchObject({ answers: 99, answer_sets: 1 })
  store.sweep(late + 2 * KEPT_ON_DISK_MS)
  expect(rowCounts()).toMatchObject({ answers: 0, answer_sets: 0 })
  answer(late + 2 * KEPT_ON_DISK_MS)
  expect(rowCounts()).toMatchObject({ answers: 1, answer_sets: 1 })
})

test('a sweep deletes a bounded part, and the next one goes on', () => {
  for (let index = 0; index < 5_000; index += 1) answer(nowMs + index)
  store.flush()
  const left = [1, 2, 3].map(() => {
    store.sweep(late)
    return rowCounts().answers
  })
  expect(left).toEqual([3_000, 1_000, 0])
})
