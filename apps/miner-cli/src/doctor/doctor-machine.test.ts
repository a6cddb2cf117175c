import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveControl } from '../process/control.ts'
import { openDataFolder } from '../process/data-folder.ts'
import { runDoctor } from '../testing/run-doctor.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { startScriptedSite } from '../testing/scripted-site.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { statusForTest } from '../testing/status-for-test.ts'

/** A miner as far as its doctor sees it: a door of control that says this. */
async function pretendMiner(home: string, status: object) {
  const folder = openDataFolder(join(home, 'data'))
  const { close } = await serveControl(folder.control, () => status, { onError: () => {} })
  onTestFinished(close)
  return ['--data-dir', folder.path]
}

test('a new machine needs nothing mended for the sandbox', async () => {
  const { exitCode, rows } = await runDoctor([], { home: temporaryFolder() })
  expect(exitCode).toBe(0)
  expect(rows.filter(({ state }) => state === 'fail')).toEqual([])
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'node',
      'configuration',
      'memory',
      'disk',
      'data folder',
      'database',
      'axon port',
    ]),
  )
})

test('a configuration that cannot be read is the first row, and no other looks wrong for it', async () => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'ig.toml'), 'axn.port = 8091\n', { mode: 0o600 })
  const { exitCode, rows, row } = await runDoctor([], { home })
  expect(exitCode).toBe(1)
  expect(rows[0]).toEqual({
    name: 'configuration',
    state: 'fail',
    seen: `E_CONFIG_KEY: The configuration file has a key that is no setting. (key: "axn.port", at: "${home}/ig.toml:1")`,
    mend: 'Did you mean axon.port? `pnpm miner config explain` lists every setting.',
  })
  expect(row('node').state).toBe('ok')
  expect(row('everything else').state).toBe('skip')
})

test('a file that others can read is a warning, which is exit 3 with --strict', async () => {
  const home = temporaryFolder()
  const path = join(home, 'ig.toml')
  writeFileSync(path, 'netuid = 2\n')
  chmodSync(path, 0o644)
  const lax = await runDoctor([], { home })
  expect(lax.row('configuration')).toMatchObject({ state: 'warn', mend: `chmod 600 ${path}` })
  expect(lax.exitCode).toBe(0)
  expect((await runDoctor(['--strict'], { home })).exitCode).toBe(3)
})

test('a running miner: its pid holds the port, and what it says of itself is shown', async () => {
  const home = temporaryFolder()
  const flags = await pretendMiner(home, {
    ...statusForTest(),
    health: 'degraded',
    reasons: ['The disk is full.'],
  })
  const { row } = await runDoctor(flags, { home })
  expect(row('axon port')).toMatchObject({ state: 'ok', seen: '8091 is held by our miner, pid 4711' })
  expect(row('miner')).toMatchObject({ state: 'warn', seen: expect.stringContaining('The disk is full.') })
  expect(row('queries')).toMatchObject({ state: 'warn' })
  expect(row('spend')).toMatchObject({ state: 'ok', seen: '0.50 of 2.00 USD today (UTC)' })
})

test('the port of a miner that still waits for its chain is left alone', async () => {
  const home = temporaryFolder()
  const flags = await pretendMiner(home, { ...statusForTest(), axon: null })
  const { row } = await runDoctor(flags, { home })
  expect(row('axon port')).toMatchObject({ state: 'skip', seen: expect.stringContaining('not opened yet') })
})

test('one that answers with nonsense is a failed row', async () => {
  const home = temporaryFolder()
  const { row } = await runDoctor(await pretendMiner(home, { health: 'fine' }), { home })
  expect(row('miner')).toMatchObject({ state: 'fail', mend: expect.stringContaining('pnpm miner start') })
})

test('a port that somebody else holds is told, with the flag that takes another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const { exitCode, row } = await runDoctor(['--axon.port', String(port)], { home: temporaryFolder() })
  expect(exitCode).toBe(1)
  expect(row('axon port')).toMatchObject({ state: 'fail', mend: expect.stringContaining('--axon.port') })
})

test('a damaged database is told, and left as it is', async () => {
  const home = temporaryFolder()
  const folder = openDataFolder(join(home, 'data'))
  writeFileSync(folder.database, 'no database at all, but long enough to be looked at', { mode: 0o600 })
  const { row } = await runDoctor(['--data-dir', folder.path], { home })
  expect(row('database')).toMatchObject({ state: 'fail', seen: expect.stringContaining('damaged') })
})

test('a web server that is named tells the time', async () => {
  const late = new Date(Date.now() - 3_600_000).toUTCString()
  const site = await startScriptedSite(() => ({ headers: { date: late } }))
  const { row } = await runDoctor(['--doctor.clock_url', site.baseUrl], { home: temporaryFolder() })
  expect(row('clock')).toMatchObject({ state: 'fail', seen: expect.stringMatching(/^3\d{3}\.\d s ahead/) })
})

test('people get a table with what mends each row, as wide as they want it', async () => {
  const home = temporaryFolder()
  const { stdout, exitCode } = await runInProcess(['doctor', '--axon.port', '0'], {
    home,
    env: { COLUMNS: '80' },
  })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^ok {4}node {2,}v\d/m)
  expect(stdout).toMatch(/^skip {2}miner .*\n(?: {8,}.*\n)* {8,}-> pnpm miner start\n/m)
  expect(stdout).toMatch(/\n\d+ ok, 0 to watch, 0 to mend, \d+ not looked at\n$/)
})
