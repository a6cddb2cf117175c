import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { NOW_MS, sampleEvent, sampleSighting } from '../sample-events.ts'
import { openSqliteStore } from '../sqlite-store.ts'
import { openStoreReader } from './open-store-reader.ts'

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-reader-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'miner.sqlite')
}
const codeOf = (code: string) => expect.objectContaining({ code })

test('reads what is there, is looked into by two, and refuses to be used once closed', () => {
  const path = temporaryFile()
  openSqliteStore({ path, nowMs: () => NOW_MS }).close()
  const [one, other] = [openStoreReader(path), openStoreReader(path)]
  for (const reader of [one, other]) expect(reader.events({ nowMs: 0, offset: 0, limit: 1 }).total).toBe(0)
  one.close()
  one.close()
  expect(other.validators(0)).toEqual([])
  other.close()
  expect(() => other.validators(0)).toThrow(codeOf('E_STORE_CLOSED'))
  expect(() => [...other.rows.events()]).toThrow(codeOf('E_STORE_CLOSED'))
})

test('reads in a folder that cannot be written to, unless there is a log that it then could not see', () => {
  const path = temporaryFile()
  const store = openSqliteStore({ path, nowMs: () => NOW_MS })
  store.see([sampleEvent('1')], sampleSighting(), () => null)
  store.close()
  chmodSync(path, 0o444)
  chmodSync(dirname(path), 0o555)
  asNobody(() => {
    const reader = openStoreReader(path)
    expect(reader.events({ nowMs: NOW_MS, offset: 0, limit: 1 }).total).toBe(1)
    reader.close()
  })
  chmodSync(dirname(path), 0o755)
  writeFileSync(`${path}-wal`, 'what came last')
  chmodSync(dirname(path), 0o555)
  asNobody(() => expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_OPEN')))
  chmodSync(dirname(path), 0o755)
})

test('says what is wrong with a file that is not for it', () => {
  const path = temporaryFile()
  expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_OPEN'))
  writeFileSync(path, 'no database at all, but long enough to be looked at as one')
  expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_OPEN'))
  rmSync(path)
  openSqliteStore({ path, nowMs: () => NOW_MS }).close()
  const db = new DatabaseSync(path)
  db.exec('PRAGMA user_version = 8')
  expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_OLDER'))
  db.exec('PRAGMA user_version = 1000')
  expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_NEWER'))
  db.exec('PRAGMA application_id = 1')
  db.close()
  expect(() => openStoreReader(path)).toThrow(codeOf('E_STORE_FOREIGN'))
})

test('says so where the file is damaged', () => {
  const path = temporaryFile()
  openSqliteStore({ path, nowMs: () => NOW_MS }).close()
  const reader = openStoreReader(path)
  onTestFinished(() => reader.close())
  const db = new DatabaseSync(path)
  const { page } = db.prepare("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'callers'").get() as {
    page: number
  }
  db.close()
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, (page - 1) * 4096)
  closeSync(file)
  expect(() => reader.validators(0)).toThrow(codeOf('E_STORE_READ'))
})

/** Nothing is forbidden to root: what forbids is tried as somebody else. */
function asNobody(call: () => void): void {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    call()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
