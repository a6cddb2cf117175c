import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { checkConfigFiles } from './check-config-files.ts'
import { checkDataFolder } from './check-data-folder.ts'
import { checkDisk, type DiskRoom } from './check-disk.ts'
import { checkMemory } from './check-memory.ts'
import { checkNode } from './check-node.ts'

const GIB = 2 ** 30

test.each([
  ['v22.17.1', 'fail'],
  ['v20.19.0', 'fail'],
  ['v22.18.0', 'ok'],
  ['v24.0.0', 'ok'],
] as const)('Node %s: %s', (version, state) => {
  expect(checkNode(version)).toMatchObject({ name: 'node', state, seen: expect.stringContaining(version) })
})

test.each([
  [0.1, false, 'fail'],
  [0.1, true, 'warn'],
  [0.4, false, 'warn'],
  [4, false, 'ok'],
] as const)('%d GiB of memory, a miner running: %s, is %s', (gib, isRunning, state) => {
  expect(checkMemory({ availableBytes: gib * GIB, totalBytes: 8 * GIB, isRunning }).state).toBe(state)
})

test.each([
  [0.1, 1e6, 'fail'],
  [1, 1e6, 'warn'],
  [50, 1e6, 'ok'],
  [50, 3, 'fail'],
] as const)('a disk with %d GiB and %d files free is %s', (gib, freeFiles, state) => {
  const room: DiskRoom = { freeBytes: gib * GIB, freeFiles, files: 1e7 }
  expect(checkDisk('/', () => room).state).toBe(state)
})

test('the disk is looked at where the folder will be, and file systems that count no files are fine', () => {
  const home = temporaryFolder()
  const asked: string[] = []
  const { state } = checkDisk(join(home, 'not', 'yet'), (path) => {
    asked.push(path)
    return { freeBytes: 50 * GIB, freeFiles: 0, files: 0 }
  })
  expect([state, asked]).toEqual(['ok', [home]])
})

test('a data folder is for its owner alone, and so is what is in it', () => {
  const path = join(temporaryFolder(), 'data')
  expect(checkDataFolder(path)).toMatchObject({ state: 'ok', seen: expect.stringContaining('not there yet') })
  mkdirSync(path, { mode: 0o700 })
  writeFileSync(join(path, 'miner.db'), '', { mode: 0o600 })
  symlinkSync('/nowhere', join(path, 'dangling'))
  expect(checkDataFolder(path).state).toBe('ok')
  chmodSync(join(path, 'miner.db'), 0o644)
  expect(checkDataFolder(path)).toEqual({
    name: 'data folder',
    state: 'warn',
    seen: `other users can read ${join(path, 'miner.db')}`,
    mend: `chmod -R go= ${path}`,
  })
  expect(checkDataFolder(join(path, 'miner.db'))).toMatchObject({ state: 'fail' })
})

test('configuration files are named with their modes', () => {
  const home = temporaryFolder()
  const paths = ['ig.toml', 'config.toml'].map((name) => join(home, name))
  expect(checkConfigFiles(paths)).toMatchObject({ state: 'ok', seen: expect.stringContaining('no file') })
  writeFileSync(paths[1] as string, '', { mode: 0o600 })
  expect(checkConfigFiles(paths)).toMatchObject({ state: 'ok', seen: `${paths[1]} (600)` })
  writeFileSync(paths[0] as string, '')
  chmodSync(paths[0] as string, 0o644)
  expect(checkConfigFiles(paths)).toMatchObject({ state: 'warn', mend: `chmod 600 ${paths[0]}` })
})
