import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '@ig/miner'
import { seededRandom } from '@ig/scoring'
import { describe, expect, test } from 'vitest'
import { writeFitFile } from '../fit/fit-file.ts'
import { openForecastHome } from '../testing/forecast-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

/** Priced questions whose prices are three times too bold in logits. */
function boldPrices(count: number): string {
  const random = seededRandom(2)
  return Array.from({ length: count }, (_, index) => {
    const logit = 4 * (random() - 0.5)
    return JSON.stringify({
      id: `q${index}`,
      question: `Will number ${index} be drawn?`,
      asOf: '2026-01-01T00:00:00Z',
      cutoff: '2026-02-01T00:00:00Z',
      crowd: 1 / (1 + Math.exp(-3 * logit)),
      source: 'manifold',
      outcome: random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0,
    })
  }).join('\n')
}

describe('on a file', () => {
  test('what is proven better is written, shown, and used from then on', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'prices.jsonl'), boldPrices(300))
    const run = (...args: string[]) => runInProcess([...args, '--data-dir', 'data'], { home })
    const dry = await run('fit', '--from', 'prices.jsonl', '--dry-run')
    expect(dry.exitCode).toBe(0)
    expect(dry.stdout).toMatch(/prices: .*\n.*300 questions.*\n.*Brier.*\n {2}gain \+0\.\d+.*\n {2}taken/)
    expect(existsSync(join(home, 'data', 'fit.json'))).toBe(false)

    // 1 is kept for what is not proven.
    const nowhere = ['--out', join('prices.jsonl', 'fit.json')]
    expect(await run('fit', '--from', 'prices.jsonl', ...nowhere)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('E_FIT_WRITE'),
    })
    const fit = await run('fit', '--from', 'prices.jsonl', '--json')
    expect(fit.exitCode).toBe(0)
    const file = join(home, 'data', 'fit.json')
    expect(JSON.parse(fit.stdout)).toMatchObject({
      schemaVersion: 1,
      source: { kind: 'file', rows: 300, questions: 300 },
      parts: {
        prices: { verdict: 'accepted', gain: { low: expect.any(Number) }, parameters: expect.anything() },
        opinions: { verdict: 'tooFew', questions: 0, questionsNeeded: 50 },
      },
      written: true,
      file,
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const questions = ['--questions', join(home, 'prices.jsonl'), '--forecaster', 'market']
    const judged = await run('backtest', ...questions, '--bootstraps', '100', '--json')
    const { marketRaw, marketCalibrated } = JSON.parse(judged.stdout).methods
    // By what the miner ships with they are hardly apart.
    expect(marketCalibrated.brier).toBeLessThan(marketRaw.brier - 0.02)
    const explained = await run('config', 'explain', '--json')
    expect(JSON.parse(explained.stdout)).toMatchObject({
      fit: { file, gains: { opinions: null }, prices: { fittedOn: { source: 'prices.jsonl' } }, blend: null },
    })
    expect((await run('config', 'explain')).stdout).toMatch(/parameters: prices fitted at /)

    writeFileSync(file, '{"version":1}')
    const broken = await run('forecast', 'Will it rain?', '--json')
    expect(broken).toMatchObject({ exitCode: 2, stdout: '' })
    expect(JSON.parse(broken.stderr)).toMatchObject({ error: { code: 'E_FIT_FILE' } })
  })

  test('what is not proven is refused with its figures, and what is there stays', async () => {
    const home = temporaryFolder()
    const random = seededRandom(9)
    const chance = Array.from({ length: 120 }, (_, index) =>
      JSON.stringify({ question: `q${index}`, base: [0.3], outcome: random() < 0.3 ? 1 : 0 }),
    )
    writeFileSync(join(home, 'chance.jsonl'), chance.join('\n'))
    mkdirSync(join(home, 'data'))
    writeFileSync(join(home, 'data', 'fit.json'), 'as it was')
    const { exitCode, stdout, stderr } = await runInProcess(
      ['fit', '--from', 'chance.jsonl', '--data-dir', 'data'],
      { home },
    )
    expect(exitCode).toBe(1)
    expect(stdout).toContain('not taken, since the interval is not above zero')
    expect(stderr).toMatch(/nothing was written.*opinions: gain [+-]0\.\d{5}, 95 % interval [+-]/)
    expect(readFileSync(join(home, 'data', 'fit.json'), 'utf8')).toBe('as it was')
  })
})

test('a forecast of a model is made by the blend that was fitted, and kept apart from those before', async () => {
  const { home, env } = await openForecastHome({ asOf: new Date('2026-03-31') })
  const forecast = async () => {
    const words = ['forecast', 'Will it rain?', '--as-of', '2026-03-31', '--data-dir', 'data', '--json']
    const { exitCode, stdout } = await runInProcess([...words, '--cache-dir', 'cache', '--preset', 'fast'], {
      home,
      env: { ...env, IG_NEWS_PROVIDERS: 'none' },
    })
    expect(exitCode).toBe(0)
    return JSON.parse(stdout).probability as number
  }
  const before = await forecast()
  writeFitFile(join(home, 'data', 'fit.json'), {
    version: 1,
    fittedAt: '2026-03-01T00:00:00.000Z',
    source: { kind: 'history', rows: 60, questions: 60 },
    gains: { prices: null, opinions: { mean: 0.02, low: 0.01, high: 0.03 }, selective: null },
    prices: null,
    blend: { groups: { all: 0.5 }, crowd: 0.5, intercept: 0, alone: { slope: 1, intercept: 2 } },
    recalibration: null,
    selective: null,
  })
  const logit = (p: number) => Math.log(p / (1 - p))
  expect(logit(await forecast()) - logit(before)).toBeCloseTo(2, 6)
})

describe('on the own history', () => {
  const HOUR_MS = 3_600_000
  const START_MS = Date.UTC(2026, 0, 1)

  /** A miner's store in which a model that is right stands beside a market that is not. */
  function liveThrough(path: string, count: number): void {
    const store = openSqliteStore({ path, nowMs: () => START_MS })
    const events = Array.from({ length: count }, (_, index) => ({
      key: `ifgames-${index}`,
      eventId: `${index}`,
      marketType: 'LLM',
      description: `Will number ${index} be drawn?`,
      cutoffUnixSeconds: (START_MS + 240 * HOUR_MS) / 1000,
      metadata: {},
    }))
    store.see(events, { callerSs58: '5Validator', nowMs: START_MS, mayPay: true }, () => null)
    events.forEach(({ key }, index) => {
      const isYes = index % 3 === 0
      const samples = [isYes ? 0.8 : 0.2, isYes ? 0.7 : 0.1]
      store.appendForecasts([
        {
          eventKey: key,
          revision: 1,
          madeAtMs: START_MS + HOUR_MS,
          probability: 0.5,
          basis: 'model',
          confidence: 0.7,
          market: index % 2 === 0 ? 0.7 : 0.3,
          reasoning: '',
          samples,
          evidence: [],
          costUsd: 0,
        },
      ])
      store.recordOutcome(key, isYes ? 1 : 0, START_MS + 200 * HOUR_MS)
    })
    store.close()
  }

  test('learns whom to believe from what came true', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'data'))
    liveThrough(join(home, 'data', 'miner.db'), 90)
    const { exitCode, stdout } = await runInProcess(['fit', '--data-dir', 'data', '--json'], { home })
    expect(exitCode).toBe(0)
    const { source, parts } = JSON.parse(stdout)
    expect(source).toMatchObject({ kind: 'history', rows: 90, questions: 90 })
    expect(parts.opinions).toMatchObject({ verdict: 'accepted', parameters: { kind: 'blend' } })
  })

  test('is written down as lessons, and no secret with it', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'data'))
    liveThrough(join(home, 'data', 'miner.db'), 3)
    const env = { OPENAI_API_KEY: 'number 1 be' }
    const args = ['export', '--format', 'finetune', '--data-dir', 'data']
    const written = await runInProcess([...args, '--out', 'out/lessons.jsonl', '--json'], { home, env })
    const file = join(home, 'out', 'lessons.jsonl')
    expect(JSON.parse(written.stdout)).toEqual({
      schemaVersion: 1,
      format: 'finetune',
      file,
      written: 3,
      skipped: 0,
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).messages.length)).toEqual([3, 3, 3])
    expect(lines[1]).not.toContain('number 1 be')
    const piped = await runInProcess(args, { home, env })
    expect(piped.stdout).toBe(`${lines.join('\n')}\n`)
    mkdirSync(join(home, 'none'))
    liveThrough(join(home, 'none', 'miner.db'), 0)
    const none = [...args.slice(0, 3), '--data-dir', 'none', '--out', file]
    expect((await runInProcess(none, { home })).exitCode).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`)
    expect((await runInProcess([...args, '--json'], { home })).exitCode).toBe(2)
    expect((await runInProcess(['export', '--format', 'parquet'], { home })).exitCode).toBe(2)
  })

  test.each([0, 12])('%i decided events are too few, and it says how many are needed', async (count) => {
    const home = temporaryFolder()
    if (count > 0) {
      mkdirSync(join(home, 'data'))
      liveThrough(join(home, 'data', 'miner.db'), count)
    }
    const { exitCode, stderr } = await runInProcess(['fit', '--data-dir', 'data', '--json'], { home })
    expect(exitCode).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'E_FIT_HISTORY', values: { withSamples: count, needed: 50 } },
    })
  })
})
