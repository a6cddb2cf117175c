import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseJson, stringifyJson } from '@ig/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeItems } from './answer-items.ts'
import { sampleEvent, sampleForecast, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts'

const sighting = sampleSighting()
const { nowMs } = sighting
let folder: string
let store: SqliteStore

const open = () =>
  openSqliteStore({ path: join(folder, 'data', 'miner.sqlite'), nowMs: () => nowMs, quotaPerCallerAndDay: 2 })

const reopen = () => {
  store.close()
  store = open()
}

const see = (ids: readonly string[]) =>
  store.see(
    ids.map((id) => sampleEvent(id)),
    sighting,
    samplePrior,
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-restart-'))
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

test('events, revisions and forecasts are known after a restart', () => {
  see(['1', '2'])
  store.see([sampleEvent('1', { description: 'Will it snow?' })], sighting, samplePrior)
  const [latest] = store.appendForecasts([sampleForecast('ifgames-1', { revision: 2, probability: 0.8 })])
  const before = store.liveRevisions(nowMs)
  reopen()
  expect(store.liveRevisions(nowMs)).toEqual(before)
  const [seen] = store.see([sampleEvent('1', { description: 'Will it snow?' })], sighting, samplePrior)
  expect(seen).toMatchObject({ change: 'known', revision: 2, latest })
})

test('the outcomes resolved last are known after a restart, in their order', () => {
  see(['1', '2', '3'])
  store.recordOutcome('ifgames-3', 1, nowMs)
  store.recordOutcome('ifgames-1', 0, nowMs + 1)
  store.recordOutcome('ifgames-2', 1, nowMs - 1)
  reopen()
  expect(store.recentOutcomes(150)).toEqual([1, 1, 0])
  store.recordOutcome('ifgames-3', 0, nowMs + 2)
  expect(store.recentOutcomes(150)).toEqual([1, 0, 0])
  expect(store.recentOutcomes(1)).toEqual([0])
})

test('ids go on where they were', () => {
  see(['1'])
  const [before] = store.appendForecasts([sampleForecast('ifgames-1')])
  reopen()
  const [after] = store.appendForecasts([sampleForecast('ifgames-1')])
  expect(after?.id).toBeGreaterThan(before?.id ?? Number.POSITIVE_INFINITY)
})

test('the quota of the day is kept', () => {
  see(['1', '2'])
  reopen()
  expect(see(['3'])[0]?.payable).toBe(false)
})

test('the cap on revisions is kept', () => {
  const wordings = [1, 2, 3, 4].map((count) => sampleEvent('1', { description: `Wording ${count}?` }))
  store.see(wordings, sighting, samplePrior)
  reopen()
  const [seen] = store.see([sampleEvent('1', { description: 'Wording 5?' })], sighting, samplePrior)
  expect(seen).toMatchObject({ change: 'known', revision: 4 })
})

test('what was spent is kept, and what was never settled counts at its worst case', () => {
  const entry = { usd: 0.5, purpose: 'forecast', eventKey: 'ifgames-1', revision: 1, nowMs }
  const ledger = store.ledger({ capUsdPerDay: 1 })
  ledger.reserve(entry).settle(0.2)
  ledger.reserve(entry)
  reopen()
  const again = store.ledger({ capUsdPerDay: 1 })
  expect(again.spentUsd(nowMs)).toBe(0.7)
  expect(() => again.reserve(entry)).toThrow(expect.objectContaining({ code: 'E_BUDGET' }))
  again.reserve({ ...entry, usd: 0.3 })
  expect(again.spentUsd(nowMs)).toBe(1)
})

test('a start takes what may cost money into memory first, then what was asked for last', () => {
  const path = join(folder, 'small.sqlite')
  let atMs = nowMs
  const openSmall = () => openSqliteStore({ path, nowMs: () => atMs, maxEventsInMemory: 3 })
  const stranger = { callerSs58: '5Stranger', mayPay: false }
  let small = openSmall()
  small.see([sampleEvent('paid')], sighting, samplePrior)
  const ids = ['1', '2', '3', '4', '5']
  small.see(
    ids.map((id) => sampleEvent(id)),
    { ...stranger, nowMs },
    samplePrior,
  )
  atMs += 3_600_000
  small.see([sampleEvent('1')], { ...stranger, nowMs: atMs }, samplePrior)
  small.close()
  small = openSmall()
  const live = small.liveRevisions(atMs).map(({ event, lastAskedMs }) => [event.eventId, lastAskedMs])
  expect(live).toEqual([
    ['paid', nowMs],
    ['1', atMs],
    ['5', nowMs],
  ])
  expect(small.counts(atMs)).toEqual({ live: 6, forecast: 6 })
  small.close()
})

test('who may pay is loaded before a crowd of other callers', () => {
  see(['1'])
  for (let caller = 0; caller < 600; caller += 1) {
    const callerSs58 = caller === 0 ? sighting.callerSs58 : `5Stranger${caller}`
    store.recordAnswer({ callerSs58, askedAtMs: nowMs + caller, durationMs: 1, items: [] })
  }
  reopen()
  expect(store.validators().map(({ hotkey }) => hotkey)).toContain(sighting.callerSs58)
})

test('market types beyond what memory keeps are still known', () => {
  const types = Array.from({ length: 1_010 }, (_, index) => `TYPE${index}`)
  store.see(
    types.map((marketType, index) => sampleEvent(`${index}`, { marketType })),
    sighting,
    samplePrior,
  )
  for (const index of types.keys()) store.recordOutcome(`ifgames-${index}`, 1, nowMs)
  const known = () => types.filter((marketType) => store.baseRate(marketType)?.count === 1).length
  expect(known()).toBe(1_010)
  reopen()
  expect(known()).toBe(1_010)
  expect(store.baseRate('OTHER')).toBeNull()
})

test('outcomes and the activity of validators are kept', () => {
  see(['1', '2'])
  store.recordOutcome('ifgames-1', 1, nowMs)
  store.recordOutcome('ifgames-2', 1, nowMs)
  store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs, durationMs: 4, items: [] })
  const before = store.validators()
  reopen()
  store.recordOutcome('ifgames-2', 0, nowMs)
  expect(store.baseRate('IFGAMES')).toEqual({ share: 0.5, count: 2 })
  expect(store.validators()).toEqual(before)
})

test("upstream's metadata comes back to the last digit", () => {
  const text = '{"odds":1.0,"big":12345678901234567890,"__proto__":{"x":[1e400,"\\ud800"]}}'
  const metadata = parseJson(text) as Record<string, unknown>
  store.see([sampleEvent('1', { metadata })], sighting, samplePrior)
  reopen()
  expect(stringifyJson(store.liveRevisions(nowMs)[0]?.event.metadata)).toBe(text)
})

test('the log of answers holds what was sent, equal answers once', () => {
  const items = [
    { forecastId: 7, sent: 0.25 },
    { forecastId: null, sent: null },
    { forecastId: 3, sent: 1 / 3 },
  ]
  for (const index of [0, 1, 2]) {
    store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs + index, durationMs: 1.5, items })
  }
  store.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs + 3, durationMs: 1.5, items: items.slice(0, 1) })
  store.flush()
  const db = new DatabaseSync(store.path, { readOnly: true })
  const rows = db.prepare('SELECT asked_at_ms, set_id FROM answers ORDER BY id').all()
  const sets = db.prepare('SELECT items FROM answer_sets ORDER BY id').all()
  db.close()
  expect(rows.map(({ set_id }) => set_id)).toEqual([1, 1, 1, 2])
  expect(sets.map((row) => decodeItems(row.items as Uint8Array))).toEqual([items, items.slice(0, 1)])
})

test('answers are written by the timer', () => {
  let tick = () => {}
  const timed = openSqliteStore({
    path: join(folder, 'timed.sqlite'),
    nowMs: () => nowMs,
    every(intervalMs, callback) {
      expect(intervalMs).toBeLessThanOrEqual(1_000)
      tick = callback
      return () => {}
    },
  })
  timed.recordAnswer({ callerSs58: '5V', askedAtMs: nowMs, durationMs: 1, items: [] })
  const db = new DatabaseSync(timed.path, { readOnly: true })
  const count = () => db.prepare('SELECT count(*) AS count FROM answers').get()?.count
  expect(count()).toBe(0)
  tick()
  expect(count()).toBe(1)
  db.close()
  timed.close()
})

test('a second process on the same file is noticed, and nothing of the first is lost', () => {
  see(['1'])
  const other = open()
  see(['2'])
  const otherSees = () => other.see([sampleEvent('3')], sighting, samplePrior)
  expect(otherSees).toThrow(expect.objectContaining({ code: 'E_STORE_SHARED' }))
  other.close()
  see(['4'])
  reopen()
  expect(store.liveRevisions(nowMs).map(({ event }) => event.eventId)).toEqual(['1', '2', '4'])
})

test('rows deleted by hand while it runs are no matter', () => {
  see(['1'])
  const db = new DatabaseSync(store.path)
  db.exec('DELETE FROM answers; DELETE FROM quotas')
  db.close()
  expect(see(['2'])[0]?.change).toBe('new')
})

test('files are for their owner alone', () => {
  see(['1'])
  const data = join(folder, 'data')
  expect(statSync(data).mode & 0o777).toBe(0o700)
  const modes = readdirSync(data).map((file) => [file, (statSync(join(data, file)).mode & 0o777).toString(8)])
  expect(Object.fromEntries(modes)).toEqual({
    'miner.sqlite': '600',
    'miner.sqlite-shm': '600',
    'miner.sqlite-wal': '600',
  })
})

test('a value that cannot be read any more costs that value only', () => {
  see(['1'])
  store.close()
  const db = new DatabaseSync(store.path)
  db.exec("UPDATE revisions SET metadata_json = '{\"to'")
  db.close()
  const said: string[] = []
  store = openSqliteStore({ path: store.path, nowMs: () => nowMs, log: (_, text) => said.push(text) })
  expect(store.liveRevisions(nowMs)[0]?.event).toEqual(sampleEvent('1', { metadata: {} }))
  expect(said).toEqual(['A stored value cannot be read and was left out.'])
})
