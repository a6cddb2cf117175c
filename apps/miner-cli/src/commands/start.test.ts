import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, runMiner, spawnMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const jsonLog = ['--log.format', 'json']

/** The first line of the JSON log that has a field `kind` of this value. */
function logged(kind: string) {
  return ({ stderr }: { stderr: string }) =>
    stderr
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find((entry) => entry.kind === kind)
}

describe('with no configuration at all', () => {
  test('it is ready, the local validator gets every answer, status tells, SIGTERM ends it in order', async () => {
    const home = temporaryFolder()
    const miner = await startMiner(jsonLog, { home })
    expect(miner.ready).toEqual({
      schemaVersion: 1,
      event: 'ready',
      axon: { ip: '127.0.0.1', port: expect.any(Number), hotkey: expect.stringMatching(/^5\w{47}$/) },
      network: 'sandbox',
      dashboard: null,
      pid: miner.process.pid,
    })
    const poll = await miner.until(logged('poll'))
    expect(poll).toMatchObject({ statusCode: 200, poll: 1, asked: expect.any(Number) })
    expect(poll.asked).toBeGreaterThan(5)
    expect(poll.answered).toBe(poll.asked)

    const dataDir = join(home, '.ig', 'sandbox-6-default-default')
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    const status = await runInProcess(['status', '--json'], { home })
    expect(status).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(status.stdout)).toMatchObject({
      schemaVersion: 1,
      health: 'ok',
      pid: miner.process.pid,
      network: 'sandbox',
      chain: null,
      registration: null,
      events: { live: poll.asked, forecast: poll.asked, due: 0 },
      interval: { answeredShare: 1 },
      validators: [{ answers: 1, lastQueryAt: expect.stringMatching(/Z$/), p50Ms: expect.any(Number) }],
      spend: { todayUsd: 0, capUsd: 2 },
    })

    miner.process.kill('SIGTERM')
    expect(await miner.ended).toMatchObject({ exitCode: 0 })
    expect(await runInProcess(['status'], { home })).toMatchObject({ exitCode: 4, stdout: '' })
  })

  test('people get words: what was asked, what was answered, where the data is, how to go on', async () => {
    const home = temporaryFolder()
    const miner = spawnMiner(['start', '--axon.port', '0'], { home })
    await miner.until(({ stderr }) =>
      /poll 1: .* asked about \d+ events, the miner answered \d+/.test(stderr),
    )
    expect(miner.stdout()).toMatch(
      /^ready: axon 127\.0\.0\.1:\d+, hotkey 5\w{47}, network sandbox, pid \d+\n$/,
    )
    expect(miner.stderr()).toContain(join(home, '.ig', 'sandbox-6-default-default'))
    expect(miner.stderr()).toMatch(/miner status/)
    expect(miner.stderr()).toMatch(/--subtensor\.network test/)
    miner.process.kill('SIGINT')
    expect(await miner.ended).toMatchObject({ exitCode: 0 })
  })
})

test('row 44: what was known before kill -9 is known after a restart, with the same key', async () => {
  const home = temporaryFolder()
  const first = await startMiner(jsonLog, { home })
  const { asked } = await first.until(logged('poll'))
  first.process.kill('SIGKILL')
  await first.ended
  const second = await startMiner([...jsonLog, '--no-sandbox-validator'], { home })
  expect(second.ready.axon.hotkey).toBe(first.ready.axon.hotkey)
  const { stdout } = await runInProcess(['status', '--json'], { home })
  const { events } = JSON.parse(stdout) as { events: { live: number; forecast: number } }
  // The shortest events may have closed meanwhile.
  expect(events.live).toBeGreaterThan(Number(asked) - 5)
  expect(events.forecast).toBe(events.live)
})

describe('row 46: a second miner is refused, and says whose pid is in the way', () => {
  test('by data folder', async () => {
    const home = temporaryFolder()
    const { process } = await startMiner(['--no-sandbox-validator'], { home })
    const second = await runMiner(['start', '--axon.port', '0'], { home })
    expect(second).toMatchObject({ exitCode: 2, stdout: '' })
    expect(second.stderr).toMatch(new RegExp(`E_LOCKED.*data folder.*pid: ${process.pid}\\b`))
  })

  test('by hotkey', async () => {
    const home = temporaryFolder()
    const wallet = ['--wallet.path', join(home, 'wallets'), '--no-sandbox-validator']
    const { process } = await startMiner(wallet, { home })
    const second = await runMiner(
      ['start', '--axon.port', '0', '--data-dir', join(home, 'other'), ...wallet],
      { home },
    )
    expect(second.exitCode).toBe(2)
    expect(second.stderr).toMatch(new RegExp(`E_LOCKED.*hotkey.*pid: ${process.pid}\\b`))
  })
})

test('a taken port is named', async () => {
  const home = temporaryFolder()
  const taken = createServer()
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
  })
  const { exitCode, stderr, stdout } = await runMiner(['start', '--axon.port', String(port)], { home })
  taken.close()
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(new RegExp(`E_PORT_TAKEN.*${port}.*source: "--axon.port"`))
})

test('a missing strategy is named before anything is opened', async () => {
  const home = temporaryFolder()
  const missing = await runMiner(['start', '--forecaster', './none.ts'], { home })
  expect(missing).toMatchObject({ exitCode: 2 })
  expect(missing.stderr).toMatch(/E_STRATEGY_FILE.*none\.ts/)
})

test('no secret reaches the log or the output, however much is said', async () => {
  const home = temporaryFolder()
  const env = { OPENAI_API_KEY: 'canary-key-0123456789' }
  const flags = ['--logging.trace', '--logging.logging_dir', './logs', '--forecaster', 'llm', ...jsonLog]
  const miner = await startMiner(flags, { home, env: { ...env, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' } })
  await miner.until(logged('poll'))
  miner.process.kill('SIGTERM')
  const { stdout, stderr } = await miner.ended
  const log = readFileSync(join(home, 'logs', 'miner.log'), 'utf8')
  expect(log).toBe(stderr)
  const dataDir = join(home, '.ig', 'sandbox-6-default-default')
  for (const wallet of ['default', 'sandbox-validator']) {
    const file = readFileSync(join(dataDir, 'wallets', wallet, 'hotkeys', 'default'), 'utf8')
    const { secretPhrase, secretSeed, privateKey } = JSON.parse(file) as Record<string, string>
    for (const secret of [secretPhrase, secretSeed, privateKey, env.OPENAI_API_KEY]) {
      expect(secret?.length).toBeGreaterThan(20)
      expect(stdout + stderr).not.toContain(secret)
    }
  }
})

test('row 47: an error that nobody caught ends the miner in order, with exit code 1', async () => {
  const home = temporaryFolder()
  const own = `setTimeout(() => { throw new Error('nobody caught this') }, 300)
    export default () => 0.5`
  writeFileSync(join(home, 'own.mjs'), own)
  const flags = ['--no-sandbox-validator', '--forecaster', './own.mjs', ...jsonLog]
  const { exitCode, stderr } = await (await startMiner(flags, { home })).ended
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/nobody caught this/)
  expect(stderr.trim().split('\n').at(-1)).toMatch(/"stopped"/)
  // The locks are free again.
  await startMiner(['--no-sandbox-validator'], { home })
})

test('a strategy in a file answers the validator from its second question on', async () => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'own.ts'), 'export default (question: { id: string }): number => 0.123')
  const flags = ['--forecaster', './own.ts', '--sandbox.poll_seconds', '1']
  const miner = await startMiner(flags, { home })
  await miner.until(({ stderr }) => /poll [2-9].*\n.*\n(.* 0\.123 )/.test(stderr))
  const { stdout } = await runInProcess(['status', '--json'], { home })
  expect(JSON.parse(stdout)).toMatchObject({ forecaster: join(home, 'own.ts') })
})
