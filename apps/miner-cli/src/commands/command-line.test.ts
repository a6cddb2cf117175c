import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startScriptedModelServer } from '@ig/forecaster/testing'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, minerCommand, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const run = (args: readonly string[], env?: Record<string, string>) =>
  runInProcess(args, { home: temporaryFolder(), ...(env && { env }) })

test('version', async () => {
  const { exitCode, stdout } = await run(['version', '--json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
})

test.runIf(existsSync('/dev/full'))('a full disk under stdout is said in a sentence', async () => {
  const words = minerCommand(['version'])
  const stderr = await new Promise((resolve) => {
    execFile('sh', ['-c', '"$@" > /dev/full', 'sh', ...words], (_error, _stdout, text) => resolve(text))
  })
  expect(stderr).toMatch(/^E_OUTPUT: .*ENOSPC.*\n$/)
})

test('--help is data on stdout, no command is a mistake', async () => {
  expect(await run(['--help'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('forecast'),
    stderr: '',
  })
  expect(await run([])).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('usage') })
})

test('help of a command, of a group and of all', async () => {
  const text = async (words: string) => (await run(words.split(' '))).stdout
  expect(await text('help register')).toBe(await text('register --help'))
  expect(await text('help wallet')).toBe(await text('wallet --help'))
  expect(await text('help wallet')).toMatch(/^usage: pnpm miner wallet <command>/)
  expect(await text('help')).toBe(await text('--help'))
  expect(await run(['help', 'regsiter'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean `register`?'),
  })
})

test.each([
  [['start', '--axon.prot', '1'], 2, /E_FLAG.*Did you mean --axon\.port\?/],
  [['status', '--as-of', '2026-01-01'], 2, /E_FLAG.*status has no such flag/],
  [['statsu'], 2, /E_COMMAND.*Did you mean `status`\?/],
  [['wallet'], 2, /E_COMMAND.*After `wallet` comes create, new_coldkey, .*balance/],
  [['start', '--openai.api_key', 'canary-in-a-flag'], 2, /E_SECRET_FLAG.*OPENAI_API_KEY/],
  [['status', '--axon.port', 'eighty'], 2, /E_SETTING.*axon\.port.*eighty/],
  [['status', '--config', './none.toml'], 2, /E_CONFIG_FILE.*none\.toml/],
  [['status'], 4, /E_NOT_RUNNING/],
  [['forecast'], 2, /E_ARGUMENT/],
  [['forecast', 'Will it?', '--as-of', '2026-02-30'], 2, /E_ARGUMENT.*--as-of/],
  [['forecast', 'Will it?', '--forecaster', 'llm'], 2, /E_MODEL_MISSING/],
  [['forecast', 'Will it?', '--news.providers', 'exa'], 2, /E_NEWS_KEY.*EXA_API_KEY/],
  [['forecast', 'Will it?', '--news.providers', 'google,reuters'], 2, /E_SETTING.*google.*reuters/],
  [['import-python', './none'], 2, /E_IMPORT/],
])('%j ends with %i and one sentence', async (args, exitCode, sentence) => {
  const finished = await run(args)
  expect(finished).toMatchObject({ exitCode, stdout: '' })
  expect(finished.stderr).toMatch(sentence)
  expect(finished.stderr.trim().split('\n')).toHaveLength(1)
  expect(finished.stderr).not.toContain('canary')
})

test('an error with --json is an object', async () => {
  const { stderr } = await run(['status', '--json'])
  expect(JSON.parse(stderr)).toMatchObject({ schemaVersion: 1, error: { code: 'E_NOT_RUNNING' } })
})

describe('config explain', () => {
  test('says every value and where it comes from, in order of precedence', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, '.config', 'ig'), { recursive: true })
    writeFileSync(
      join(home, '.config', 'ig', 'config.toml'),
      'netuid = 1\n[wallet]\nname = "global"\nhotkey = "g"\n',
    )
    writeFileSync(join(home, 'ig.toml'), '[wallet]\nname = "local"\n[axon]\nport = 1000\nip = "127.0.0.2"\n')
    writeFileSync(join(home, 'mine.toml'), 'axon.port = 2000\naxon.rate_limit = 5\n')
    const { stdout, exitCode } = await runInProcess(
      ['config', 'explain', '--json', '--config', 'mine.toml', '--axon-rate-limit=7'],
      {
        home,
        env: { IG_AXON_EXTERNAL_PORT: '3000', BT_AXON_EXTERNAL_PORT: '4000', NETUID: '9', BT_AXON_IP: '' },
      },
    )
    expect(exitCode).toBe(0)
    const { schemaVersion, settings } = JSON.parse(stdout) as {
      schemaVersion: number
      settings: { name: string; value: unknown; source: string }[]
    }
    expect(schemaVersion).toBe(1)
    const of = (name: string) => settings.find((setting) => setting.name === name)
    expect(of('axon.rate_limit')).toMatchObject({ value: 7, source: '--axon-rate-limit' })
    expect(of('axon.external_port')).toMatchObject({ value: 3000, source: 'IG_AXON_EXTERNAL_PORT' })
    expect(of('netuid')).toMatchObject({ value: 9, source: 'NETUID' })
    expect(of('axon.port')).toMatchObject({ value: 2000, source: expect.stringMatching(/mine\.toml:1$/) })
    expect(of('axon.ip')).toMatchObject({ value: '127.0.0.2', source: expect.stringMatching(/ig\.toml:5$/) })
    expect(of('wallet.name')).toMatchObject({ value: 'local', source: expect.stringMatching(/ig\.toml:2$/) })
    expect(of('wallet.hotkey')).toMatchObject({
      value: 'g',
      source: expect.stringMatching(/config\.toml:4$/),
    })
    expect(of('log.level')).toMatchObject({ value: 'info', source: 'default' })
  })

  test('an unknown key in ./ig.toml stops every command', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'ig.toml'), '[axon]\nprot = 1\n')
    const { exitCode, stderr } = await runInProcess(['status'], { home })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_CONFIG_KEY.*axon\.prot.*ig\.toml:2.*axon\.port/)
  })
})

test('a secret is shown by no command', async () => {
  const env = {
    OPENAI_API_KEY: 'canary-key-0123456789',
    OPENAI_BASE_URL: 'http://user:canary-password@127.0.0.1:9/v1',
    IG_FORECAST_DEADLINE_SECONDS: '3',
  }
  const commands = [
    ['config', 'explain'],
    ['config', 'explain', '--json'],
    ['version'],
    ['status'],
    ['forecast', 'Will it?', '--json'],
    ['forecast', 'Will it?', '--log.level', 'trace'],
    ['start', '--axon.port', '1', '--logging.trace', '--forecaster', 'llm', '--subtensor.network', 'test'],
  ]
  const outputs = await Promise.all(commands.map((args) => run(args, env)))
  for (const { stdout, stderr } of outputs) expect(stdout + stderr).not.toContain('canary')
  expect(outputs[0]?.stdout).toContain('********')
})

describe('forecast', () => {
  test('without a model it is the prior, in the shape of the contract', async () => {
    const { exitCode, stdout } = await run([
      'forecast',
      'Will it rain in Oslo?',
      '--json',
      '--as-of',
      '2026-01-02',
      '--cutoff',
      '2026-01-05T12:00Z',
      '--background',
      'It often does.',
    ])
    expect(exitCode).toBe(0)
    const forecast = JSON.parse(stdout) as { probability: number }
    expect(forecast).toMatchObject({
      schemaVersion: 1,
      question: 'Will it rain in Oslo?',
      asOf: '2026-01-02T00:00:00.000Z',
      basis: 'prior',
      market: null,
      samples: [],
      evidence: [],
      usage: { llmCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, newsCalls: 0, byRole: {} },
    })
    expect(forecast.probability).toBeGreaterThan(0)
    expect(forecast.probability).toBeLessThan(1)
  })

  test('by a model, with what it used and cost', async () => {
    const content = JSON.stringify({ reasoning: 'Clouds gather.', probability: 0.7 })
    const model = await startScriptedModelServer(() => ({ content }))
    onTestFinished(() => model.close())
    const env = { OPENAI_API_KEY: 'canary-key-1', OPENAI_BASE_URL: model.baseUrl }
    const { exitCode, stdout, stderr } = await run(['forecast', 'Will it rain in Oslo?', '--json'], env)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const forecast = JSON.parse(stdout) as { probability: number; usage: { costUsd: number } }
    expect(forecast).toMatchObject({
      basis: 'model',
      samples: [{ probability: 0.7 }, { probability: 0.7 }, { probability: 0.7 }],
      usage: { llmCalls: 3, inputTokens: 600, outputTokens: 150 },
      models: { reason: 'gpt-4.1-mini' },
    })
    expect(forecast.probability).toBeCloseTo(0.7)
    expect(forecast.usage.costUsd).toBeGreaterThan(0)
    expect(stdout).not.toContain('canary')
  })

  test('a model without a known price is refused under the cap, with the settings that name one', async () => {
    const { exitCode, stderr } = await run(['forecast', 'Will it?', '--models.reason', 'home-made'], {
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_MODEL_PRICE.*home-made.*--models\.prices home-made=/)
  })

  test('by a strategy in a file of TypeScript', async () => {
    const home = temporaryFolder()
    writeFileSync(
      join(home, 'own.ts'),
      `type Answer = { probability: number; reasoning: string }
       export default async (question: { question: string }): Promise<Answer> =>
         ({ probability: 0.25, reasoning: question.question })`,
    )
    const { exitCode, stdout } = await runInProcess(
      ['forecast', 'Will it?', '--json', '--forecaster', './own.ts'],
      { home },
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ probability: 0.25, basis: 'model', reasoning: 'Will it?' })
  })

  test('by the strategy of the examples', async () => {
    const example = fileURLToPath(
      new URL('../../../../examples/own-strategy/my-strategy.ts', import.meta.url),
    )
    const { exitCode, stdout } = await run(['forecast', 'Will it?', '--json', '--forecaster', example])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ basis: 'prior' })
  })

  test.each([
    ['throws when loaded', 'throw new Error("broken on purpose")', /E_STRATEGY_FILE.*broken on purpose/],
    ['has no default export', 'export const x = 1', /E_STRATEGY_MODULE.*default export/],
    [
      'returns what is no forecast',
      'export default () => ({ probability: 7 })',
      /E_STRATEGY_ANSWER.*probability/,
    ],
  ])('a strategy that %s is named', async (_, source, sentence) => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'own.mjs'), source)
    const { exitCode, stderr } = await runInProcess(['forecast', 'Will it?', '--forecaster', './own.mjs'], {
      home,
    })
    expect(exitCode).not.toBe(0)
    expect(stderr).toMatch(sentence)
  })
})
