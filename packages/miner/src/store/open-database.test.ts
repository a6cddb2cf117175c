import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, STORE_VERSION } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { sampleEvent, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

const sighting = sampleSighting()
const { nowMs } = sighting
let folder: string
let path: string
let said: { readonly message: string; readonly values?: Readonly<Record<string, unknown>> | undefined }[]

const open = () =>
  openDatabase({ path, nowMs, log: (_level, message, values) => void said.push({ message, values }) })

function fill(count: number): void {
  const store = openSqliteStore({ path, nowMs: () => nowMs })
  const events = Array.from({ length: count }, (_, index) => sampleEvent(`${index}`))
  store.see(events, sighting, samplePrior)
  store.close()
}

const countEvents = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true })
  const row = db.prepare('SELECT count(*) AS count FROM events').get()
  db.close()
  return row?.count
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-open-'))
  path = join(folder, 'miner.sqlite')
  said = []
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a new database is synced at every commit and holds its references', () => {
  const db = open()
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  expect(['journal_mode', 'synchronous', 'foreign_keys', 'user_version', 'busy_timeout'].map(pragma)).toEqual(
    ['wal', 2, 1, STORE_VERSION, 1000],
  )
  db.close()
  expect(said).toEqual([])
})

test.each([
  ['text in its place', (file: string) => writeFileSync(file, 'not a database at all\n')],
  ['a half-written header', (file: string) => writeFileSync(file, 'SQLite for')],
  ['a cut end', (file: string) => truncateSync(file, 3 * 4096)],
  ['a page of zeros', (file: string) => writeFileSync(file, readFileSync(file).fill(0, 4096 * 2, 4096 * 8))],
])('row 45: %s is set aside, never overwritten', (_name, damage) => {
  fill(200)
  damage(path)
  const damaged = readFileSync(path)
  open().close()
  expect(countEvents(path)).toBe(0)
  const aside = readdirSync(folder).filter((file) => file.includes('damaged'))
  expect(aside[0]).toBe('miner.sqlite.damaged-20261122T120000Z')
  expect(readFileSync(join(folder, aside[0] as string)).equals(damaged)).toBe(true)
  expect(said).toMatchObject([{ values: { path, aside: join(folder, aside[0] as string) } }])
})

test('row 45: a second damage in the same second gets a name of its own, the log beside it', () => {
  for (const _ of [1, 2]) {
    writeFileSync(path, 'damaged')
    writeFileSync(`${path}-wal`, 'its log')
    open().close()
  }
  expect(readdirSync(folder).sort()).toEqual([
    'miner.sqlite',
    'miner.sqlite.damaged-20261122T120000Z',
    'miner.sqlite.damaged-20261122T120000Z-2',
    'miner.sqlite.damaged-20261122T120000Z-2-wal',
    'miner.sqlite.damaged-20261122T120000Z-wal',
  ])
})

test('row 45: a database of a newer miner is refused and left as it is', () => {
  fill(1)
  const db = new DatabaseSync(path)
  db.exec('PRAGMA user_version = 99; PRAGMA journal_mode = DELETE')
  db.close()
  const before = readFileSync(path)
  expect(open).toThrow(
    `The event store was written by a newer miner. (path: "${path}", version: 99, newestKnown: ${STORE_VERSION}) Update this miner, name another data folder, or put back the backup that lies beside the file.`,
  )
  expect(readFileSync(path).equals(before)).toBe(true)
})

test("another program's database is refused and left as it is", () => {
  const db = new DatabaseSync(path)
  db.exec('CREATE TABLE recipes (id INTEGER)')
  db.close()
  expect(open).toThrow(expect.objectContaining({ code: 'E_STORE_FOREIGN' }))
})

test('a folder that cannot be made is said', () => {
  writeFileSync(join(folder, 'file'), '')
  path = join(folder, 'file', 'miner.sqlite')
  expect(open).toThrow(expect.objectContaining({ code: 'E_STORE_OPEN' }))
})

test('every earlier version is brought up to date, with a copy of it beside', () => {
  for (let version = 1; version < STORE_VERSION; version += 1) {
    path = join(folder, `v${version}.sqlite`)
    makeVersion(version)
    const db = open()
    expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(STORE_VERSION)
    db.close()
    const backup = `${path}.backup-v${version}-20261122T120000Z`
    expect([countEvents(path), countEvents(backup)]).toEqual([1, 1])
    const copy = new DatabaseSync(backup, { readOnly: true })
    expect(copy.prepare('PRAGMA user_version').get()?.user_version).toBe(version)
    copy.close()
  }
})

test('the step to bounded memory counts what is live', () => {
  makeVersion(4)
  const old = new DatabaseSync(path)
  old.exec(`INSERT INTO revisions VALUES (1, 1, 1, 'a', 'T', 'x', 100, '{}', 'h1', 0, NULL, 0),
    (2, 1, 2, 'a', 'T', 'y', NULL, '{}', 'h2', 0, NULL, 0)`)
  old.exec("INSERT INTO forecasts VALUES (1, 1, 0, 0.5, 'prior', 0, NULL, '', '[]', '[]', 0)")
  old.close()
  const db = open()
  expect(db.prepare('SELECT * FROM live_spans').all()).toEqual([
    { event_id: 1, until_seconds: Number.POSITIVE_INFINITY, forecast_until_seconds: 100 },
  ])
  db.close()
})

test('a migration tried again in the same second keeps both copies', () => {
  for (const _ of [1, 2]) {
    rmSync(path, { force: true })
    makeVersion(1)
    open().close()
  }
  const backups = readdirSync(folder).filter((file) => file.includes('backup'))
  expect(backups).toEqual([
    'miner.sqlite.backup-v1-20261122T120000Z',
    'miner.sqlite.backup-v1-20261122T120000Z-2',
  ])
})

test('a step that fails leaves the database as it was', () => {
  fill(3)
  const db = new DatabaseSync(path)
  const steps = [...Array<string>(STORE_VERSION).fill(''), 'DELETE FROM forecasts; CREATE nonsense;']
  const run = () => migrate(db, { path, from: STORE_VERSION, nowMs, log: () => {}, steps })
  expect(run).toThrow(expect.objectContaining({ code: 'E_STORE_MIGRATION' }))
  expect(db.prepare('SELECT count(*) AS count FROM forecasts').get()?.count).toBe(3)
  expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(STORE_VERSION)
  db.close()
})

test('a file open to others is closed to them', () => {
  fill(1)
  chmodSync(path, 0o644)
  const db = open()
  const modes = readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600, 0o600])
  db.close()
})

/** A database as the code of an earlier version left it, with one event. */
function makeVersion(version: number): void {
  open().close()
  const db = new DatabaseSync(path)
  db.exec("INSERT INTO events (id, key, first_seen_ms) VALUES (1, 'a-1', 0)")
  const drops = [
    'ALTER TABLE forecasts DROP COLUMN news_read_until_ms;',
    'DROP INDEX prices_by_time;',
    'DROP TABLE prices;',
    'DROP INDEX answers_by_set;',
    'DROP TABLE asked; DROP TABLE live_spans; DROP INDEX revisions_payable; DROP INDEX outcomes_by_type;',
    'DROP TABLE outcomes;',
    'DROP TABLE spend; DROP TABLE quotas;',
    'DROP TABLE answers; DROP TABLE answer_sets; DROP TABLE callers;',
  ]
  db.exec(`${drops.slice(0, STORE_VERSION - version).join(' ')} PRAGMA user_version = ${version}`)
  db.close()
}
