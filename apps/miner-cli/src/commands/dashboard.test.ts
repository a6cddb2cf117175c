import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, runMiner, spawnMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const SERVED = { IG_DASHBOARD_ENABLED: 'true', IG_DASHBOARD_PORT: '0' }

test('a miner serves its dashboard from a thread beside it, live, and what it stored stays to be looked at', async () => {
  const home = temporaryFolder()
  const dataDir = join(home, 'data')
  const miner = await startMiner(['--data-dir', dataDir], { home, env: SERVED })
  const url = miner.ready.dashboard ?? ''
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const get = async (path: string, headers = {}) => {
    const response = await fetch(url + path, { headers })
    return { status: response.status, text: await response.text() }
  }

  // What it shows of the first poll comes by itself.
  const stream = await fetch(url, { headers: { accept: 'text/event-stream' } })
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  let told = ''
  for await (const chunk of stream.body ?? []) {
    told += Buffer.from(chunk).toString()
    if (/1 answered/.test(told)) break
  }
  expect(told).toContain('event: page\ndata: <header class="page-head"><h1>Now</h1>')
  expect((await get('/validators')).text).toContain('1 within the last 24 hours')
  expect((await get('/logs')).text).toContain('welcome to sandbox')
  expect(await get('/healthz')).toEqual({ status: 200, text: 'ok\n' })
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ok\n' })
  expect((await get('/metrics')).text).toContain('# TYPE ig_')

  const where = await runInProcess(['dashboard', '--json', '--data-dir', dataDir], { home })
  expect(JSON.parse(where.stdout)).toEqual({ schemaVersion: 1, url, servedBy: 'miner' })
  const second = await runInProcess(['status', '--json', '--data-dir', dataDir], { home })
  expect(JSON.parse(second.stdout)).toMatchObject({ dashboard: url })

  miner.process.kill('SIGTERM')
  expect(await miner.ended).toMatchObject({ exitCode: 0 })
  const alone = spawnMiner(['dashboard', '--data-dir', dataDir], { home, env: SERVED })
  const served = await alone.until(({ stdout }) => /^http\S+$/m.exec(stdout)?.[0])
  expect(await (await fetch(`${served}/`)).text()).toContain('No miner is running with this data folder')
  expect(await (await fetch(`${served}/validators`)).text()).toContain('1 within the last 24 hours')
  expect((await fetch(`${served}/readyz`)).status).toBe(503)
  alone.process.kill('SIGINT')
  expect(await alone.ended).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('No miner is running here'),
  })
})

test('a miner refuses to start with a dashboard that others could open without a token', async () => {
  const finished = await runMiner(['start', '--dashboard.ip', '0.0.0.0', '--axon.port', '0'], {
    home: temporaryFolder(),
    env: SERVED,
  })
  expect(finished).toMatchObject({ exitCode: 2, stdout: '' })
  expect(finished.stderr).toContain('E_DASHBOARD_TOKEN')
})

test('without a miner or anything stored there is nothing to show', async () => {
  const finished = await runInProcess(['dashboard'], { home: temporaryFolder() })
  expect(finished).toMatchObject({ exitCode: 4, stdout: '' })
})

test('a port of one’s choice that is taken ends the command with the number', async () => {
  const home = temporaryFolder()
  const dataDir = join(home, 'data')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'miner.db'), '')
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const finished = await runInProcess(['dashboard', '--data-dir', dataDir, '--dashboard.port', `${port}`], {
    home,
  })
  expect(finished.exitCode).toBe(2)
  expect(finished.stderr).toContain(`E_PORT_TAKEN: Port ${port} on 127.0.0.1`)
})
