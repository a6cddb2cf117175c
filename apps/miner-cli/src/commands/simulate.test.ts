import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openForecastHome } from '../testing/forecast-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, runMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const small = ['--events', '8', '--days', '2', '--miners', '12', '--poll-minutes', '120', '--validators', '1']

describe('simulate', () => {
  test('prints the same bytes for the same seed, and says where the miner ends', async () => {
    const home = temporaryFolder()
    const run = (...more: string[]) => runInProcess(['simulate', ...small, ...more], { home })
    const first = await run('--json')
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await run('--json')).stdout).toBe(first.stdout)
    expect((await run('--json', '--seed', '2')).stdout).not.toBe(first.stdout)
    expect(JSON.parse(first.stdout)).toMatchObject({
      schemaVersion: 1,
      season: { seed: 1, events: 8, days: 2, miners: 12, pollMinutes: 120 },
      coverage: 1,
      miner: { name: 'your miner', standings: { axon: { rank: expect.any(Number) } } },
      spentUsd: 0,
    })
    expect(first.stdout).not.toContain('timingsMs')
    expect(JSON.parse((await run('--json', '--timings')).stdout).timingsMs.play).toBeGreaterThan(0)
    expect((await run()).stdout).toMatch(/^season 1: 8 events over 2 days, 12 miners/)
  })

  test('tries a strategy in a file, and one of the field', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'own.mjs'), 'export default () => 0.5')
    const field = ['--field', 'market-copier=3,silent=2']
    const own = await runInProcess(['simulate', ...small, ...field, '--forecaster', './own.mjs', '--json'], {
      home,
    })
    const as = await runInProcess(['simulate', ...small, ...field, '--as', 'random', '--json'], { home })
    const minerOf = (stdout: string) =>
      JSON.parse(stdout).miner as { sharpness: number; weightAnswered: number }
    expect(minerOf(own.stdout)).toMatchObject({ weightAnswered: 1 })
    // Only until its first forecast the market answers for it.
    expect(minerOf(own.stdout).sharpness).toBeLessThan(0.1)
    expect(minerOf(as.stdout).sharpness).not.toBe(minerOf(own.stdout).sharpness)
  })

  test('asks a model where it is named, and spends no more than its cap', async () => {
    const usage = { inputTokens: 1_000, outputTokens: 1_000 }
    const content = JSON.stringify({ reasoning: 'So.', probability: 0.9 })
    const { env, home, model } = await openForecastHome({
      asOf: new Date(),
      answer: () => ({ content, usage }),
      env: { IG_NEWS_PROVIDERS: 'none' },
    })
    const words = ['simulate', ...small, '--events', '3', '--days', '1', '--json', '--max-cost-usd', '0.05']
    const free = await runInProcess(words, { home, env })
    expect(model.requests).toEqual([])
    const { exitCode, stdout } = await runInProcess([...words, '--forecaster', 'llm'], { home, env })
    const { spentUsd, miner } = JSON.parse(stdout) as { spentUsd: number; miner: object }
    expect({ exitCode, isFree: spentUsd === 0 }).toEqual({ exitCode: 0, isFree: false })
    expect(spentUsd).toBeLessThanOrEqual(0.05)
    expect(model.requests.length).toBeGreaterThan(0)
    expect(miner).not.toEqual(JSON.parse(free.stdout).miner)
  })

  test('--policies compares every report policy', async () => {
    const { exitCode, stdout } = await runInProcess(['simulate', ...small, '--policies', '--json'], {
      home: temporaryFolder(),
    })
    expect(exitCode).toBe(0)
    const { policies } = JSON.parse(stdout) as {
      policies: { policy: string; miner: { weightAnswered: number } }[]
    }
    expect(policies.map(({ policy }) => policy)).toEqual([
      'honest',
      'clip',
      'class-balanced',
      'selective',
      'early',
      'late',
    ])
    expect(policies[0]?.miner.weightAnswered).toBe(1)
  })

  test.each([
    [['simulate', '--events', '0'], 'E_ARGUMENT'],
    [['simulate', '--days', 'x'], 'E_ARGUMENT'],
    [['simulate', '--as', 'oracle'], 'E_ARGUMENT'],
    [['simulate', '--field', 'oracle=3'], 'E_ARGUMENT'],
    [['simulate', '--events', '10000', '--days', '365', '--miners', '4096'], 'E_ARGUMENT'],
    [['simulate', '--target', '127.0.0.1:1'], 'E_FLAG'],
    [['simulate', 'load', '--policies'], 'E_FLAG'],
    [['simulate', 'load', '--target', 'example.org:80'], 'E_ARGUMENT'],
    [['simulate', 'load', '--target', '203.0.113.7:8091'], 'E_REMOTE_TARGET'],
  ])('%j is a mistake, with exit code 2', async (words, code) => {
    const { exitCode, stdout, stderr } = await runInProcess(words, { home: temporaryFolder() })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(code)
  })
})

test('simulate load starts a miner, loads it, ends and starts it again, and says how it did', async () => {
  const few = ['--validators', '3', '--requests', '40', '--events', '200']
  const { exitCode, stdout, stderr } = await runMiner(['simulate', 'load', ...few, '--json'], {
    home: temporaryFolder(),
  })
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('a restart') })
  const { classes } = JSON.parse(stdout) as { classes: { name: string; fault: null; byStatus: object }[] }
  expect(classes.map(({ fault }) => fault)).toEqual(classes.map(() => null))
  const statuses = Object.fromEntries(classes.map(({ name, byStatus }) => [name, byStatus]))
  expect(statuses).toMatchObject({ 'replays after it': { 401: 5 }, 'after the restart': { 200: 3 } })
})

test('a target where nothing answers is unavailable', async () => {
  const { exitCode, stderr } = await runInProcess(['simulate', 'load', '--target', '127.0.0.1:1'], {
    home: temporaryFolder(),
  })
  expect(exitCode).toBe(69)
  expect(stderr).toContain('E_TARGET')
})
