import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '@ig/miner'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { checkDatabase } from './check-database.ts'

/** A database as a miner leaves it. */
function madeDatabase() {
  const path = join(temporaryFolder(), 'miner.db')
  openSqliteStore({ path, nowMs: Date.now }).close()
  return path
}

const change = (path: string, sql: string) => {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

test('a whole one is told with its size, and is not changed', () => {
  const path = madeDatabase()
  const before = readFileSync(path)
  expect(checkDatabase(path)).toMatchObject({
    state: 'ok',
    seen: expect.stringMatching(/MiB, 0 events, whole$/),
  })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('beside a miner that has it open it is looked at all the same', () => {
  const path = join(temporaryFolder(), 'miner.db')
  const store = openSqliteStore({ path, nowMs: Date.now })
  expect(checkDatabase(path)).toMatchObject({ state: 'ok' })
  store.close()
})

test('of a newer version, of an older one, of another program', () => {
  const newer = madeDatabase()
  change(newer, 'PRAGMA user_version = 9999')
  expect(checkDatabase(newer)).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining('E_STORE_NEWER'),
  })
  const older = madeDatabase()
  change(older, 'PRAGMA user_version = 1')
  expect(checkDatabase(older)).toMatchObject({
    state: 'warn',
    mend: expect.stringContaining('pnpm miner start'),
  })
  const foreign = join(temporaryFolder(), 'other.db')
  change(foreign, 'CREATE TABLE birds (name TEXT)')
  expect(checkDatabase(foreign)).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining('E_STORE_FOREIGN'),
  })
})

test('damage in the middle is found', () => {
  const path = madeDatabase()
  const bytes = readFileSync(path)
  bytes.fill(0xff, 4_096)
  writeFileSync(path, bytes)
  expect(checkDatabase(path)).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining('is damaged'),
    mend: expect.stringContaining('backup'),
  })
})

test('none yet is nothing wrong', () => {
  expect(checkDatabase(join(temporaryFolder(), 'miner.db'))).toMatchObject({ state: 'skip' })
})
