import type { Forecast } from '@ig/forecaster'
import { scriptedRole } from '@ig/forecaster/testing'
import { describe, expect, test } from 'vitest'
import { openForecastHome } from '../testing/forecast-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { SCRIPTED_CLOSE, startScriptedVenue, venueFlags } from '../testing/scripted-venue.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

const question = 'Will the central bank cut its main rate at the next meeting?'
const CLOSES = SCRIPTED_CLOSE.toISOString().slice(0, 10)
const jsonOf = (stdout: string) => JSON.parse(stdout) as Forecast & { schemaVersion: number }

describe.each([
  ['now', () => new Date(), []],
  [
    'a moment of the past',
    () => new Date('2026-03-31T18:00:00Z'),
    ['--as-of', '2026-03-31T18:00Z', '--cutoff', '2026-06-30'],
  ],
] as const)('a world of news as of %s', (_when, asOfOf, flags) => {
  test('the good articles are read and cited; late, undated, changed, repeated and hostile ones are nowhere', async () => {
    const { runHere: run, model, world, articles } = await openForecastHome({ asOf: asOfOf() })
    const { exitCode, stdout, stderr } = await run('forecast', question, '--json', ...flags)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const forecast = jsonOf(stdout)
    expect(forecast).toMatchObject({ schemaVersion: 1, question, basis: 'model', market: null })
    expect(Object.keys(forecast.usage.byRole)).toEqual(expect.arrayContaining(['query', 'rate', 'reason']))
    expect(forecast.usage.llmCalls).toBeLessThanOrEqual(10)
    expect(forecast.usage.llmCalls).toBe(model.requests.length)
    expect(forecast.usage.newsCalls).toBe(
      world.requests.filter(({ path }) => !path.startsWith('/articles')).length,
    )
    const prompts = JSON.stringify(model.requests.map(({ body }) => body.messages))
    expect(prompts).not.toContain('BADWORLD')
    expect(stdout).not.toContain('BADWORLD')
    const good = articles.filter(({ kind }) => kind === 'good').map(({ title }) => title)
    for (const title of good) expect(prompts).toContain(title)
    expect(forecast.evidence.map(({ title }) => title).toSorted()).toEqual(good.toSorted())
    for (const { publishedAt } of forecast.evidence) {
      expect(publishedAt).toMatch(/^\d{4}-.*Z$/)
      expect(publishedAt < forecast.asOf).toBe(true)
    }
    expect(stdout).not.toContain('canary')
  })
})

describe('with a cache', () => {
  const cached = ['--cache-dir', './cache', '--as-of', '2026-03-31T18:00Z']

  test('the same command asks nobody a second time, and prints the same', async () => {
    const { runHere: run, model, world } = await openForecastHome({ asOf: new Date('2026-03-31T18:00:00Z') })
    for (const more of [['--json'], []]) {
      const first = await run('forecast', question, ...cached, ...more)
      expect(first.exitCode).toBe(0)
      const asked = [model.requests.length, world.requests.length]
      const second = await run('forecast', question, ...cached, ...more)
      expect(second).toMatchObject({ exitCode: 0, stdout: first.stdout })
      expect([model.requests.length, world.requests.length]).toEqual(asked)
    }
    expect(model.requests.length).toBeLessThanOrEqual(10)
  })

  test('so does one as of now', async () => {
    const { runHere: run, model } = await openForecastHome({ asOf: new Date() })
    const first = await run('forecast', question, '--cache-dir', './cache', '--json')
    const { length } = model.requests
    expect(await run('forecast', question, '--cache-dir', './cache', '--json')).toMatchObject({
      stdout: first.stdout,
    })
    expect(model.requests).toHaveLength(length)
  })

  test('another question, moment, preset or model is another forecast', async () => {
    const { runHere: run, model } = await openForecastHome({ asOf: new Date('2026-03-31T18:00:00Z') })
    await run('forecast', question, ...cached)
    for (const other of [
      ['Will it rain?', ...cached],
      [question, ...cached, '--as-of', '2026-03-30T18:00Z'],
      [question, ...cached, '--preset', 'fast'],
      [question, ...cached, '--models.reason', 'gpt-4.1'],
    ]) {
      const { length } = model.requests
      expect(await run('forecast', ...other)).toMatchObject({ exitCode: 0 })
      expect([other, model.requests.length]).not.toEqual([other, length])
    }
  })

  test('what the spend cap held back is made anew, and answers that are there are not paid twice', async () => {
    const { runHere: run, model } = await openForecastHome({ asOf: new Date('2026-03-31T18:00:00Z') })
    const poor = await run('forecast', question, ...cached, '--json', '--max-cost-usd', '0.005')
    expect(jsonOf(poor.stdout).basis).not.toBe('model')
    expect(jsonOf((await run('forecast', question, ...cached, '--json')).stdout).basis).toBe('model')
    const { length } = model.requests
    await run('forecast', question, ...cached, '--max-cost-usd', '0')
    expect(model.requests).toHaveLength(length)
  })
})

describe('the spend cap', () => {
  const usage = { inputTokens: 1_000, outputTokens: 1_000 }
  const content = JSON.stringify({ reasoning: 'It is likely.', probability: 0.8 })

  test.each(['0', '0.01', '0.03', '0.1'])('%s USD is never passed, not by one call', async (cap) => {
    const { runHere: run, model } = await openForecastHome({
      asOf: new Date(),
      answer: () => ({ content, usage }),
      env: { IG_NEWS_PROVIDERS: 'none', OPENAI_MODEL: 'gpt-4.1' },
    })
    const { exitCode, stdout } = await run('forecast', question, '--json', '--max-cost-usd', cap)
    expect(exitCode).toBe(0)
    const perCallUsd = (1_000 * 2 + 1_000 * 8) / 1e6
    const spentUsd = model.requests.length * perCallUsd
    expect(spentUsd).toBeLessThanOrEqual(Number(cap))
    expect(jsonOf(stdout).usage.costUsd).toBeCloseTo(spentUsd)
  })

  test('a role whose model has no price stops the command, unless its price is given', async () => {
    const { runHere: run, model } = await openForecastHome({ asOf: new Date() })
    const other = ['forecast', question, '--models.rate', 'home-made']
    const refused = await run(...other)
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toMatch(/E_MODEL_PRICE.*home-made.*--models\.prices home-made=/)
    expect(model.requests.some(({ body }) => body.model === 'home-made')).toBe(false)
    const { exitCode } = await run(...other, '--models.prices', 'home-made=0/0')
    expect(exitCode).toBe(0)
    const rating = model.requests.filter(({ body }) => body.model === 'home-made').map(scriptedRole)
    expect(rating).toEqual(['rate'])
  })
})

describe('a market that asks exactly the same', () => {
  test('is the forecast where no model is: its price as it is, the probability by what that is worth', async () => {
    const venue = await startScriptedVenue(question)
    venue.price = 0.9
    const ask = (asked: string) =>
      runInProcess(['forecast', asked, '--json', '--cutoff', CLOSES, ...venueFlags(venue)], {
        home: temporaryFolder(),
      })
    const { stdout, stderr } = await ask(question)
    expect(stderr).toBe('')
    const forecast = jsonOf(stdout)
    expect(forecast).toMatchObject({ basis: 'market', market: expect.closeTo(0.9), evidence: [] })
    expect(Math.abs(forecast.probability - 0.9)).toBeGreaterThan(0.002)
    expect(jsonOf((await ask(question.replace('cut', 'raise'))).stdout)).toMatchObject({
      basis: 'prior',
      market: null,
    })
  })

  test('is blended with what a model says', async () => {
    const venue = await startScriptedVenue(question)
    venue.price = 0.9
    const { runHere: run } = await openForecastHome({ asOf: new Date(), env: { IG_NEWS_PROVIDERS: 'none' } })
    const { stdout } = await run('forecast', question, '--json', '--cutoff', CLOSES, ...venueFlags(venue))
    const { basis, market, probability } = jsonOf(stdout)
    expect({ basis, market }).toEqual({ basis: 'model', market: expect.closeTo(0.9) })
    expect(probability).toBeGreaterThan(0.6)
    expect(probability).toBeLessThan(0.95)
  })
})

test('in words: probability, reasons, evidence with links, cost; stages in the log', async () => {
  const { runHere: run, world } = await openForecastHome({ asOf: new Date('2026-03-31T18:00:00Z') })
  const { stdout, stderr } = await run('forecast', question, '--as-of', '2026-03-31T18:00Z')
  expect(stdout).toMatch(/^\d+\.\d % {2}Will the central bank cut/)
  expect(stdout).toMatch(/\nas of {7}2026-03-31 18:00 UTC\nbasis {7}a model's reasoning, confidence \d/)
  expect(stdout).toMatch(/\nreasons\n {2}\S/)
  expect(stdout).toMatch(/\nevidence\n {2}\[1\] {2}2026-03-\d\d /)
  expect(stdout).toContain(`${world.baseUrl}/articles/good-1`)
  expect(stdout).toMatch(/\ncost {8}0\.\d{4} USD: \d model calls/)
  expect(stderr).toMatch(/info {2}news articles=\d+ seconds=/)
  expect(stderr).toMatch(/info {2}reasoning samples=3/)
})
