import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scriptByRole } from '@ig/forecaster/testing'
import { describe, expect, test } from 'vitest'
import { AS_OF, rowsOf } from '../testing/backtest-rows.ts'
import { filesOf } from '../testing/files-of.ts'
import { openForecastHome } from '../testing/forecast-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { CONDITION_ID, startScriptedVenue, venueFlags } from '../testing/scripted-venue.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

interface Report {
  readonly n: number
  readonly methods: Readonly<Record<string, { readonly n: number; readonly brier: number }>>
  readonly selected: { readonly withoutCrowd: string | null; readonly withCrowd: string | null }
  readonly failed: Readonly<Record<string, number>>
  readonly wallSeconds: number
  readonly usage: { readonly llmCalls: number; readonly newsCalls: number; readonly costUsd: number }
}
const reportOf = (stdout: string) => JSON.parse(stdout) as Report

describe('questions with a model and news', () => {
  test('are forecast as of their moments, so many calls at once, and judged beside the price', async () => {
    let inFlight = 0
    let most = 0
    const {
      home,
      model,
      articles,
      runHere: run,
    } = await openForecastHome({
      asOf: new Date(AS_OF),
      async answer(request, index) {
        most = Math.max(most, ++inFlight)
        await new Promise((resolve) => setTimeout(resolve, 20))
        inFlight--
        return scriptByRole()(request, index)
      },
    })
    writeFileSync(
      join(home, 'questions.jsonl'),
      rowsOf(24, (index) => ({ crowd: index % 3 === 0 ? 0.8 : 0.2, source: 'manifold' })),
    )
    const { exitCode, stdout, stderr } = await run(
      'backtest',
      '--questions',
      'questions.jsonl',
      '--concurrency',
      '6',
      '--json',
    )
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    const report = reportOf(stdout)
    expect(report).toMatchObject({
      n: 24,
      failed: {},
      methods: { forecast: { n: 24 }, marketRaw: { n: 24 } },
    })
    const names = ['mean', 'median', 'trimmedMean', 'logitMean', 'platt', 'crowd', 'logisticWithCrowd']
    expect(Object.keys(report.methods)).toEqual(expect.arrayContaining([...names, 'marketCalibrated']))
    expect(report.methods.crowd?.brier).toBeCloseTo(0.04)
    expect(report.methods.mean?.brier).toBeCloseTo((0.16 + 2 * 0.36) / 3)
    expect(report.selected.withCrowd).not.toBeNull()
    expect(report.usage.llmCalls).toBe(model.requests.length)
    expect(report.wallSeconds).toBeGreaterThan(0)
    expect(most).toBe(6)
    const prompts = JSON.stringify(model.requests)
    expect(prompts).not.toContain('BADWORLD')
    expect(prompts).toContain(articles[0]?.title)
  })

  test('stop at the cap, keep what is there, and go on from it', async () => {
    const usage = { inputTokens: 1_000, outputTokens: 1_000 }
    const {
      home,
      model,
      runHere: run,
    } = await openForecastHome({
      asOf: new Date(AS_OF),
      answer: () => ({ content: JSON.stringify({ reasoning: 'So.', probability: 0.4 }), usage }),
      env: { IG_NEWS_PROVIDERS: 'none' },
    })
    writeFileSync(join(home, 'questions.jsonl'), rowsOf(12))
    const words = [
      'backtest',
      '--questions',
      'questions.jsonl',
      '--out',
      'out',
      '--json',
      '--concurrency',
      '1',
    ]
    const poor = await run(...words, '--max-cost-usd', '0.03')
    expect(poor.exitCode).toBe(1)
    expect(reportOf(poor.stdout).failed.E_BUDGET).toBeGreaterThan(0)
    expect(model.requests.length * 0.002).toBeLessThanOrEqual(0.03)
    const before = model.requests.length
    const { n, usage: used } = reportOf((await run(...words, '--resume')).stdout)
    expect(n).toBe(12)
    const kept = reportOf(poor.stdout).n
    expect(kept).toBeGreaterThan(0)
    // Of the question that the cap cut short, some samples may be there.
    expect(model.requests.length).toBe(12 * 3)
    expect(before).toBeLessThan(12 * 3)
    expect(used.llmCalls).toBe(12 * 3)
    const files = ['forecasts.jsonl', 'report.json', 'scores.csv', 'calibration.svg', 'index.html']
    expect(files.filter((name) => existsSync(join(home, 'out', name)))).toEqual(files)
    expect(
      readFileSync(join(home, 'out', 'forecasts.jsonl'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(12)
  })

  test('with a cache the second run asks nobody', async () => {
    const { home, model, world, runHere: run } = await openForecastHome({ asOf: new Date(AS_OF) })
    writeFileSync(join(home, 'questions.jsonl'), rowsOf(3))
    const words = ['backtest', '--questions', 'questions.jsonl', '--cache-dir', 'cache', '--json']
    const first = (await run(...words)).stdout
    const asked = [model.requests.length, world.requests.length]
    expect(reportOf(first).wallSeconds).toBeGreaterThan(0)
    // Seconds, too, are those of the run that asked.
    expect((await run(...words)).stdout).toBe(first)
    expect([model.requests.length, world.requests.length]).toEqual(asked)
  })
})

test('a model without a price stops the run before it is called', async () => {
  const {
    home,
    model,
    runHere: run,
  } = await openForecastHome({
    asOf: new Date(AS_OF),
    env: { OPENAI_MODEL: 'home-made' },
  })
  writeFileSync(join(home, 'questions.jsonl'), rowsOf(3))
  const { exitCode, stderr } = await run('backtest', '--questions', 'questions.jsonl')
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/E_MODEL_PRICE.*home-made/)
  expect(model.requests).toEqual([])
})

test('what no run can be made of is told before the first forecaster is asked', async () => {
  const {
    home,
    model,
    runHere: run,
  } = await openForecastHome({
    asOf: new Date(AS_OF),
    env: { IG_NEWS_PROVIDERS: 'none' },
  })
  writeFileSync(join(home, 'questions.jsonl'), rowsOf(2))
  const backtest = (...words: string[]) => run('backtest', '--questions', 'questions.jsonl', ...words)
  for (const [words, code] of [
    [['--compare', 'fast,./none.ts'], 'E_STRATEGY_FILE'],
    [['--compare', 'fast,fast@home-made'], 'E_MODEL_PRICE'],
    [['--compare', 'fast,anthropic:claude-haiku-4-5'], 'E_MODEL_MISSING'],
    [['--out', 'questions.jsonl'], 'E_OUT'],
    [['--out', ''], 'E_ARGUMENT'],
  ] as const) {
    expect(await backtest(...words)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(code) })
  }
  expect(model.requests).toEqual([])
})

test('--offline asks neither models nor news nor markets', async () => {
  const { home, model, world, runHere: run } = await openForecastHome({ asOf: new Date(AS_OF) })
  writeFileSync(
    join(home, 'questions.jsonl'),
    rowsOf(6, (index) => (index < 3 ? { crowd: 0.4 } : {})),
  )
  const { exitCode, stdout } = await run('backtest', '--questions', 'questions.jsonl', '--offline', '--json')
  expect(exitCode).toBe(0)
  expect(reportOf(stdout)).toMatchObject({
    n: 6,
    methods: { forecast: { n: 6 }, marketRaw: { n: 3 } },
    usage: { llmCalls: 0, newsCalls: 0, costUsd: 0 },
  })
  expect([...model.requests, ...world.requests]).toEqual([])
})

test('forecasters are asked and judged side by side, and again for nothing with the same bytes', async () => {
  const prompts = scriptByRole()
  const {
    home,
    model,
    runHere: run,
  } = await openForecastHome({
    asOf: new Date(AS_OF),
    answer: (request, index) =>
      request.body.model === 'gpt-4.1'
        ? { content: JSON.stringify({ reasoning: 'So.', probability: 0.2 }) }
        : prompts(request, index),
    env: { IG_NEWS_PROVIDERS: 'none' },
  })
  writeFileSync(
    join(home, 'questions.jsonl'),
    rowsOf(6, (index) => ({ crowd: 0.3 + index / 20, category: index % 2 ? 'odd' : 'even' })),
  )
  const words = [
    'backtest',
    '--questions',
    'questions.jsonl',
    '--compare',
    'fast,fast@gpt-4.1,market',
    '--json',
  ]
  const first = await run(...words, '--out', 'one')
  expect(first).toMatchObject({ exitCode: 0 })
  const report = JSON.parse(first.stdout)
  expect(report).toMatchObject({
    n: 6,
    subjects: ['fast', 'fast@gpt-4.1', 'market'],
    methods: { fast: { n: 6 }, 'fast@gpt-4.1': { n: 6 }, market: { n: 6, costUsd: 0 }, marketRaw: { n: 6 } },
    differences: { 'fast@gpt-4.1': { fast: { n: 6, questions: 6 }, marketRaw: { n: 6 } } },
    breakdowns: {
      category: [
        { value: 'even', n: 3 },
        { value: 'odd', n: 3 },
      ],
    },
    selected: { withoutCrowd: null, withCrowd: null },
    failed: {},
  })
  expect(report.methods['fast@gpt-4.1'].costUsd).toBeGreaterThan(report.methods.fast.costUsd)
  expect(report.forecasters.fast.usage.llmCalls + report.forecasters['fast@gpt-4.1'].usage.llmCalls).toBe(
    model.requests.length,
  )
  const files = filesOf(join(home, 'one'))
  expect(files['forecasts.jsonl']?.trim().split('\n')).toHaveLength(3 * 6)
  const asked = model.requests.length
  expect((await run(...words, '--out', 'one')).stdout).toBe(first.stdout)
  expect(filesOf(join(home, 'one'))).toEqual(files)
  expect((await run(...words, '--out', 'one', '--resume')).stdout).toBe(first.stdout)
  expect(model.requests.length).toBe(asked)
})

test('--seed of any other command is still a secret that no flag may carry', async () => {
  const { exitCode, stderr } = await runInProcess(['wallet', 'import', '--seed', '0xabc'], {
    home: temporaryFolder(),
  })
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('E_SECRET_FLAG'),
  })
})

test('without a crowd the price as of the moment is asked of the venue', async () => {
  const question = 'Will the rate be cut?'
  const venue = await startScriptedVenue(question)
  const asOfSeconds = Date.parse(AS_OF) / 1000
  venue.history = [
    { t: asOfSeconds - 60, p: 0.7 },
    { t: asOfSeconds + 60, p: 0.99 },
  ]
  const home = temporaryFolder()
  writeFileSync(
    join(home, 'questions.jsonl'),
    rowsOf(1, () => ({ id: CONDITION_ID, question })),
  )
  const { stdout } = await runInProcess(
    ['backtest', '--questions', 'questions.jsonl', '--out', 'out', '--json', ...venueFlags(venue)],
    { home },
  )
  expect(reportOf(stdout).n).toBe(1)
  const { forecast } = JSON.parse(readFileSync(join(home, 'out', 'forecasts.jsonl'), 'utf8'))
  expect(forecast).toMatchObject({ basis: 'market', market: 0.7 })
})
