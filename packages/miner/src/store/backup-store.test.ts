import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupStore, checkStore } from './backup-store.ts'
import { NOW_MS, sampleEvent, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

let folder = ''
let path = ''
let copy = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-backup-'))
  path = join(folder, 'miner.db')
  copy = join(folder, 'copy.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (at = path) =>
  openSqliteStore({ path: at, nowMs: () => NOW_MS, every: () => () => {}, log: () => {} })
const see = (store: ReturnType<typeof open>, id: string) =>
  store.see([sampleEvent(id)], sampleSighting(), samplePrior)

test('a copy that is made while events come in holds every one that was there before, and is a store', async () => {
  const store = open()
  for (let id = 0; id < 50; id++) see(store, `before-${id}`)
  let more = 0
  const coming = setInterval(() => see(store, `meanwhile-${more++}`))
  const made = await backupStore(path, copy)
  clearInterval(coming)
  see(store, 'after')
  expect(made.events).toBeGreaterThanOrEqual(50)
  expect(made).toEqual(checkStore(copy))
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(existsSync(`${copy}-wal`)).toBe(false)
  store.close()
  const again = open(copy)
  expect(see(again, 'before-49')[0]?.change).toBe('known')
  expect(see(again, 'after')[0]?.change).toBe('new')
  again.close()
})

test('overwrites nothing, and leaves nothing behind where it fails', async () => {
  open().close()
  writeFileSync(copy, 'mine')
  await expect(backupStore(path, copy)).rejects.toMatchObject({ code: 'E_STORE_COPY' })
  expect(readFileSync(copy, 'utf8')).toBe('mine')
  const nowhere = join(folder, 'none', 'copy.db')
  await expect(backupStore(path, nowhere)).rejects.toMatchObject({ code: 'E_STORE_COPY' })
  await expect(backupStore(join(folder, 'none.db'), join(folder, 'x'))).rejects.toMatchObject({
    code: 'E_STORE_OPEN',
  })
  expect(existsSync(join(folder, 'x'))).toBe(false)
})

test('a store that is not sound is not copied for one that is', async () => {
  const store = open()
  for (let id = 0; id < 200; id++) see(store, `${id}`)
  store.close()
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xff, 4096 * 4, 4096 * 9))
  await expect(backupStore(path, copy)).rejects.toMatchObject({ code: 'E_STORE_DAMAGED' })
  expect(existsSync(copy)).toBe(false)
  writeFileSync(path, 'no database at all, but a text')
  expect(() => checkStore(path)).toThrow(expect.objectContaining({ code: 'E_STORE_DAMAGED' }))
})
