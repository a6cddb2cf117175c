import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '@ig/miner'
import { expect, test } from 'vitest'
import { dataFolder } from '../process/data-folder.ts'
import { takeProcessLock } from '../process/process-lock.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

const START_MS = Date.UTC(2026, 0, 10)

/** A data folder as a miner leaves it, and the store that it may still hold open. */
function dataWith(events: readonly string[]) {
  const home = temporaryFolder()
  const folder = dataFolder(join(home, 'data'))
  const store = openSqliteStore({ path: folder.database, nowMs: () => START_MS, log: () => {} })
  see(store, events)
  for (const path of [folder.nonces, `${folder.nonces}.1`]) writeFileSync(path, '["1","ab",null]\n')
  writeFileSync(folder.metagraph, '{}')
  mkdirSync(join(folder.path, 'wallets'))
  writeFileSync(join(folder.path, 'wallets', 'hotkey'), 'canary of a key')
  const run = (...words: string[]) => runInProcess([...words, '--data-dir', folder.path], { home })
  return { home, folder, store, run }
}

type Store = ReturnType<typeof openSqliteStore>

function see(store: Store, ids: readonly string[]): void {
  const events = ids.map((eventId) => ({
    key: `ifgames-${eventId}`,
    eventId,
    marketType: 'LLM',
    description: `Will ${eventId} happen?`,
    cutoffUnixSeconds: START_MS / 1000 + 86_400,
    metadata: {},
  }))
  store.see(events, { callerSs58: '5V', nowMs: START_MS, mayPay: true }, () => null)
}

function eventsIn(path: string): string[] {
  const store = openSqliteStore({ path, nowMs: () => START_MS, log: () => {} })
  const keys = store.liveRevisions(START_MS).map(({ event }) => event.eventId)
  store.close()
  return keys
}

test('a backup that is made while a miner runs is whole, for its owner alone, and holds no key', async () => {
  const { home, folder, store, run } = dataWith(['a', 'b'])
  const lock = takeProcessLock(folder.lock, 'data folder')
  const { exitCode, stdout } = await run('backup', 'kept/today', '--json')
  expect(exitCode).toBe(0)
  const kept = join(home, 'kept/today')
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, folder: kept, events: 2, forecasts: 0 })
  const names = ['backup.json', 'metagraph.json', 'miner.db', 'nonces.journal', 'nonces.journal.1']
  expect(readdirSync(kept)).toEqual(names)
  expect(statSync(kept).mode & 0o777).toBe(0o700)
  for (const name of names) {
    expect(statSync(join(kept, name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(kept, name), 'latin1')).not.toContain('canary')
  }
  // The miner goes on, and a restore over it is refused.
  see(store, ['c'])
  expect(await run('restore', 'kept/today')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/E_LOCKED.*pid/),
  })
  store.close()
  lock.release()
  expect(readdirSync(join(home, 'kept'))).toEqual(['today'])
})

test('a restore puts everything back, and sets aside what was there', async () => {
  const { home, folder, store, run } = dataWith(['a', 'b'])
  await run('backup', 'kept')
  see(store, ['late'])
  store.close()
  appendFileSync(folder.nonces, '["2","ab",null]\n')
  const restored = await run('restore', 'kept', '--json')
  expect(restored).toMatchObject({ exitCode: 0, stderr: '' })
  const { setAside } = JSON.parse(restored.stdout) as { setAside: string }
  expect(eventsIn(folder.database)).toEqual(['a', 'b'])
  expect(readFileSync(folder.nonces, 'utf8')).toBe('["1","ab",null]\n')
  expect(eventsIn(join(setAside, 'miner.db'))).toEqual(['a', 'b', 'late'])
  expect(readFileSync(join(folder.path, 'wallets/hotkey'), 'utf8')).toBe('canary of a key')
  // In one file, into an empty folder, as on a new machine.
  const elsewhere = join(home, 'elsewhere')
  expect((await run('backup', 'kept.tar')).exitCode).toBe(0)
  expect(statSync(join(home, 'kept.tar')).mode & 0o777).toBe(0o600)
  expect(readdirSync(home).filter((name) => name.includes('partial'))).toEqual([])
  const { exitCode, stdout } = await runInProcess(['restore', 'kept.tar', '--data-dir', elsewhere], { home })
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('before') })
  expect(eventsIn(dataFolder(elsewhere).database)).toEqual(['a', 'b'])
})

test('a backup that is not whole is refused, and the data stay as they are', async () => {
  const { home, folder, store, run } = dataWith(['a'])
  await run('backup', 'kept')
  expect(await run('backup', 'kept')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('E_BACKUP'),
  })
  see(store, ['b'])
  store.close()
  appendFileSync(join(home, 'kept/nonces.journal'), 'x')
  expect(await run('restore', 'kept')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('nonces'),
  })
  writeFileSync(join(home, 'no.tar'), 'this is no archive')
  expect(await run('restore', 'no.tar')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('tar'),
  })
  expect(readdirSync(folder.path).filter((name) => name.includes('restoring'))).toEqual([])
  rmSync(join(home, 'kept/backup.json'))
  expect(await run('restore', 'kept')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('no backup'),
  })
  expect((await run('restore')).exitCode).toBe(2)
  expect((await run('backup')).exitCode).toBe(2)
  expect(eventsIn(folder.database)).toEqual(['a', 'b'])
})

test.each([
  ['miner.lock', 'none of a data folder'],
  ['ig.toml', 'none of a data folder'],
  ['..', 'no backup'],
])('a backup that somebody has put %s into is refused', async (name, why) => {
  const { home, folder, store, run } = dataWith(['a'])
  await run('backup', 'kept')
  store.close()
  const manifest = join(home, 'kept/backup.json')
  const { files, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (name !== '..') writeFileSync(join(home, 'kept', name), 'x')
  const sha256 = createHash('sha256').update('x').digest('hex')
  writeFileSync(manifest, JSON.stringify({ ...rest, files: [...files, { name, bytes: 1, sha256 }] }))
  expect(await run('restore', 'kept')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(why) })
  expect(readdirSync(folder.path)).not.toContain('ig.toml')
  expect(eventsIn(folder.database)).toEqual(['a'])
})
