import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openForecastHome } from '../testing/forecast-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

const DUE = '2026-03-31'
const SET = `${DUE}-llm.json`
const question = (changes: Record<string, unknown>) => ({
  id: 'm1',
  source: 'manifold',
  question: 'Will the bridge open by June?',
  resolution_criteria: 'As the market resolves.',
  background: '',
  market_info_close_datetime: '2026-06-01T00:00:00+00:00',
  freeze_datetime_value: '0.42',
  resolution_dates: 'N/A',
  ...changes,
})
const QUESTIONS = [
  question({}),
  question({ id: 'm2', question: 'Will the tunnel open by June?' }),
  question({
    id: 'S',
    source: 'fred',
    question: 'Will the rate of {resolution_date} be above that of {forecast_due_date}?',
    resolution_dates: ['2026-04-07', '2026-04-30', '2026-06-29'],
  }),
]

function writeSet(folder: string): void {
  const set = { forecast_due_date: DUE, question_set: SET, questions: QUESTIONS }
  writeFileSync(join(folder, SET), JSON.stringify(set))
}

test('a round is forecast once, handed in as the benchmark takes it, and scored', async () => {
  const { home, model, env } = await openForecastHome({ asOf: new Date(DUE) })
  writeSet(home)
  const run = (...args: string[]) => runInProcess(args, { home, env: { ...env, IG_NEWS_PROVIDERS: 'none' } })
  const round = [
    'forecastbench',
    'run',
    '--questions',
    SET,
    '--out',
    'round',
    '--organization',
    'Me',
    '--json',
  ]

  const estimate = await run(...round, '--estimate')
  expect(JSON.parse(estimate.stdout).estimate).toMatchObject({ forecasts: 5, modelCalls: 15 })
  expect(model.requests).toHaveLength(0)

  const trial = await run(...round, '--limit', '1')
  expect(trial.exitCode).toBe(1)
  expect(JSON.parse(trial.stdout)).toMatchObject({ made: 1, coverage: { market: 0.5, dataset: 0 } })
  const asked = model.requests.length
  expect((await run(...round)).stderr).toContain('E_RESUME')

  const other = await run(...round, '--resume', '--preset', 'deep')
  expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('forecast.preset') })
  const whole = await run(...round, '--resume')
  expect({ exitCode: whole.exitCode, stderr: whole.stderr }).toMatchObject({ exitCode: 0 })
  const file = join(home, 'round', `${DUE}.Me.1.json`)
  expect(JSON.parse(whole.stdout)).toMatchObject({
    schemaVersion: 1,
    forecasts: 5,
    failed: {},
    coverage: { market: 1, dataset: 1 },
    file,
  })
  // What the trial had asked is not asked again.
  expect(model.requests).toHaveLength(5 * asked)
  const set = JSON.parse(readFileSync(file, 'utf8'))
  expect(set).toMatchObject({ organization: 'Me', model_organization: 'Me', question_set: SET })
  expect(set.forecasts).toHaveLength(5)
  expect(set.forecasts[0]).toMatchObject({ id: 'm1', resolution_date: null, forecast: expect.any(Number) })

  const resolutions = [
    { id: 'm1', source: 'manifold', resolution_date: '2026-05-01', resolved_to: 1, resolved: true },
    { id: 'm2', source: 'manifold', resolution_date: '2026-07-01', resolved_to: 0.4, resolved: false },
    { id: 'S', source: 'fred', resolution_date: '2026-04-07', resolved_to: 0, resolved: true },
  ].map((one) => ({ direction: null, ...one }))
  writeFileSync(join(home, 'resolutions.json'), JSON.stringify({ question_set: SET, resolutions }))
  const score = ['forecastbench', 'score', '--forecasts', file, '--resolutions', 'resolutions.json']
  const scored = await run(...score, '--questions', SET, '--json')
  expect(scored.exitCode).toBe(0)
  expect(JSON.parse(scored.stdout)).toMatchObject({
    schemaVersion: 1,
    market: { n: 1 },
    dataset: { n: 1 },
    toFreezePrice: { n: 1 },
    skipped: { combinations: 0, undecided: 3, repeated: 0 },
  })
  expect((await run(...score)).stdout).toMatch(/^overall +Brier 0\.\d{5}\n\nmarket .*\ndataset /)
})

test('a round that will pass the cap is begun by nobody but who says so', async () => {
  const home = temporaryFolder()
  writeSet(home)
  const env = { OPENAI_API_KEY: 'canary', IG_BUDGET_MAX_COST_USD: '0.001' }
  const args = ['forecastbench', 'run', '--questions', SET, '--out', 'round']
  const { exitCode, stderr } = await runInProcess(args, { home, env })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/5 forecasts to make: about 15 model calls for about 0\.0\d USD.*\n.*E_PROMPT.*-y/)
})

test('a set says what made it, and an estimate of a model needs no key', async () => {
  const home = temporaryFolder()
  writeSet(home)
  const run = (...args: string[]) =>
    runInProcess(['forecastbench', 'run', '--questions', SET, '--out', 'round', ...args], { home })
  const estimate = await run('--forecaster', 'llm', '--estimate', '--json')
  expect(JSON.parse(estimate.stdout).estimate.expectedUsd).toBeGreaterThan(0)
  expect(await run('--forecaster', 'llm')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('E_MODEL_MISSING'),
  })
  const { stdout } = await run('--forecaster', 'market')
  expect(JSON.parse(readFileSync(stdout.trim(), 'utf8'))).toMatchObject({ model: 'market and prior' })
})
