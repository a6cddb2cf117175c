import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { confirmCost } from './confirm-cost.ts'
import { asForecastSet, coverageOf, type ForecastSet, forecastSet } from './forecast-set.ts'
import { readQuestionSet, singleQuestions } from './question-set.ts'
import { openRoundFile, type RoundForecast } from './round-file.ts'
import { roundTasks, spreadDates } from './round-tasks.ts'
import { scoreSets } from './score-sets.ts'

const DUE = '2026-03-01'
const DATES = ['2026-03-08', '2026-03-31', '2026-05-30', '2036-02-28']
const NOTHING = 'N/A'

const marketQuestion = {
  id: '0xabc',
  source: 'polymarket',
  question: 'Will the bridge open?',
  resolution_criteria: 'As the market resolves.',
  background: '',
  market_info_open_datetime: '2026-01-01T00:00:00+00:00',
  market_info_close_datetime: '2026-06-01T00:00:00+00:00',
  market_info_resolution_criteria: NOTHING,
  url: 'https://example.org',
  freeze_datetime: '2026-02-19T00:00:00+00:00',
  freeze_datetime_value: '0.42',
  freeze_datetime_value_explanation: 'The market price.',
  source_intro: 'A market.',
  resolution_dates: NOTHING,
}
const datasetQuestion = {
  ...marketQuestion,
  id: 'DAYS',
  source: 'fred',
  question: 'Will the rate on {resolution_date} be above that of {forecast_due_date}?',
  market_info_close_datetime: NOTHING,
  freeze_datetime_value: '5.13',
  freeze_datetime_value_explanation: 'The latest rate.',
  resolution_dates: DATES,
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function readSet(questions: readonly unknown[]) {
  const file = join(temporaryFolder(), 'set.json')
  writeFileSync(file, JSON.stringify({ forecast_due_date: DUE, question_set: `${DUE}-llm.json`, questions }))
  return readQuestionSet(file)
}

const both = [marketQuestion, datasetQuestion]

describe('a question set as published', () => {
  test('gives a task for a market and one for each date of a series; combinations are counted', () => {
    const set = readSet([...both, { ...marketQuestion, id: ['0xabc', '0xdef'] }])
    const { single: alone, combinations } = singleQuestions(set)
    expect([alone.length, combinations]).toEqual([2, 1])
    const tasks = roundTasks(alone, { dueDate: DUE, datesAsked: 99, nowMs: Date.UTC(2026, 6, 1) })
    expect(tasks.map(({ id, resolutionDate }) => [id, resolutionDate])).toEqual([
      ['0xabc', null],
      ...DATES.map((date) => ['DAYS', date]),
    ])
    const [market, series] = tasks
    expect(market?.question).toEqual({
      id: '0xabc',
      question: 'Will the bridge open?',
      background: 'As the market resolves.',
      asOf: new Date('2026-03-01T00:00:00Z'),
      marketType: 'polymarket',
      cutoff: new Date('2026-06-01T00:00:00Z'),
      market: 0.42,
    })
    expect(series?.question).toMatchObject({
      question: 'Will the rate on 2026-03-08 be above that of 2026-03-01?',
      background: 'As the market resolves.\n\nLast known value: 5.13. That is: The latest rate.',
      cutoff: new Date('2026-03-09T00:00:00Z'),
      market: null,
    })
  })

  test('a round of today is asked as of now, one of the past as of then', () => {
    const asOf = (nowMs: number) =>
      roundTasks(singleQuestions(readSet(both)).single, { dueDate: DUE, datesAsked: 1, nowMs })[0]?.question
        .asOf
    const noon = Date.UTC(2026, 2, 1, 12)
    expect(asOf(noon)).toEqual(new Date(noon))
    expect(asOf(noon + 86_400_000)).toEqual(new Date(DUE))
  })

  test('dates are spread from the first to the last', () => {
    expect(spreadDates(DATES, 99)).toEqual(DATES)
    expect(spreadDates(DATES, 2)).toEqual([DATES[0], DATES[3]])
    expect(spreadDates(DATES, 1)).toEqual([DATES[0]])
  })

  test('another form is an error that names the field', () => {
    expect(() => readSet([{ ...marketQuestion, question: 7 }])).toThrow(
      expect.objectContaining({
        code: 'E_FORECASTBENCH_FILE',
        values: expect.objectContaining({ at: 'questions.0.question' }),
      }),
    )
  })
})

const forecastOf = (source: string, id: string, date: string | null, probability: number): RoundForecast => ({
  key: JSON.stringify([source, id, date]),
  probability,
  reasoning: 'So it is.',
  basis: 'model',
  costUsd: 0.01,
  llmCalls: 2,
})

describe('the set that is handed in', () => {
  const questions = () => singleQuestions(readSet(both)).single
  const entrant = { organization: 'Me', model: 'mine', modelOrganization: 'Them' }
  const setOf = (forecasts: readonly RoundForecast[]) =>
    asForecastSet(questions(), {
      made: new Map(forecasts.map((one) => [one.key, one])),
      entrant,
      dueDate: DUE,
      questionSet: `${DUE}-llm.json`,
    })

  test('has the fields of the submission page, and no date for a market', () => {
    const set = setOf([
      forecastOf('polymarket', '0xabc', null, 0.4),
      ...DATES.map((date, index) => forecastOf('fred', 'DAYS', date, 0.1 * (index + 1))),
    ])
    expect(Object.keys(set)).toEqual([
      'organization',
      'model',
      'model_organization',
      'question_set',
      'forecasts',
    ])
    expect(set.forecasts[0]).toEqual({
      id: '0xabc',
      source: 'polymarket',
      forecast: 0.4,
      resolution_date: null,
      reasoning: 'So it is.',
    })
    expect(set.forecasts.map((one) => one.resolution_date)).toEqual([null, ...DATES])
    expect(coverageOf(questions(), set)).toEqual({ market: 1, dataset: 1 })
    expect(forecastSet.parse(JSON.parse(JSON.stringify(set)))).toEqual(set)
  })

  test('dates that were not asked lie between their neighbours; what has no forecast is left out', () => {
    const set = setOf([
      forecastOf('fred', 'DAYS', DATES[0] as string, 0.2),
      forecastOf('fred', 'DAYS', DATES[3] as string, 0.6),
    ])
    const values = set.forecasts.map(({ forecast }) => forecast)
    expect(values).toHaveLength(4)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect([values[0], values[3]]).toEqual([0.2, 0.6])
    expect(coverageOf(questions(), set)).toEqual({ market: 0, dataset: 1 })
  })
})

describe('the folder of a round', () => {
  const questionSet = `${DUE}-llm.json`
  test('keeps forecasts through an interruption in the middle of a line', () => {
    const folder = temporaryFolder()
    openRoundFile(folder, { questionSet, resume: false }).append(forecastOf('fred', 'A', null, 0.3))
    const file = join(folder, 'forecasts.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"key":"half`)
    const again = openRoundFile(folder, { questionSet, resume: true })
    again.append(forecastOf('fred', 'B', null, 0.4))
    const made = openRoundFile(folder, { questionSet, resume: true }).made
    expect([...made.values()].map(({ probability }) => probability)).toEqual([0.3, 0.4])
  })

  test('is not overwritten, and takes one round only', () => {
    const folder = temporaryFolder()
    openRoundFile(folder, { questionSet, resume: false }).append(forecastOf('fred', 'A', null, 0.3))
    const refused = expect.objectContaining({ code: 'E_RESUME' })
    expect(() => openRoundFile(folder, { questionSet, resume: false })).toThrow(refused)
    expect(() => openRoundFile(folder, { questionSet: 'other.json', resume: true })).toThrow(refused)
  })
})

describe('what it will cost', () => {
  const prompter = (answer: boolean) => ({ confirm: async () => answer }) as never
  const estimate = { forecasts: 10, modelCalls: 70, expectedUsd: 5 }
  test.each([
    ['above the cap and nobody agrees', estimate, { capUsd: 2, yes: false }, false],
    ['of a price that is not known', { ...estimate, expectedUsd: null }, { capUsd: 9, yes: false }, false],
  ])('%s: it is not begun', async (_name, given, flags, answer) => {
    await expect(confirmCost(given, { ...flags, prompter: prompter(answer) })).rejects.toMatchObject({
      code: 'E_COST',
    })
  })
  test.each([
    ['below the cap', { capUsd: 9, yes: false }, false],
    ['with -y', { capUsd: 2, yes: true }, false],
    ['where someone agrees', { capUsd: 2, yes: false }, true],
  ])('%s it begins', async (_name, flags, answer) => {
    await confirmCost(estimate, { ...flags, prompter: prompter(answer) })
  })
})

describe('scores', () => {
  const row = (id: string | string[], source: string, forecast: number, date: string | null) => ({
    id,
    source,
    forecast,
    resolution_date: date,
    reasoning: null,
  })
  const outcome = (id: string, source: string, to: number, date: string, resolved = true) => ({
    id,
    source,
    resolved_to: to,
    resolution_date: date,
    resolved,
  })
  const round = (forecasts: ForecastSet['forecasts'], resolutions: ReturnType<typeof outcome>[]) => ({
    forecasts: {
      organization: 'Me',
      model: 'mine',
      model_organization: 'Them',
      question_set: `${DUE}-llm.json`,
      forecasts,
    },
    resolutions: { question_set: `${DUE}-llm.json`, resolutions },
  })
  const draws = { draws: 200, seed: 1 }

  test('markets and series apart, whatever date a market was decided on', () => {
    const sets = [
      round(
        [
          row('0xabc', 'polymarket', 0.4, null),
          row('0xdef', 'Polymarket', 0.9, null),
          row('DAYS', 'fred', 0.2, '2026-03-08'),
          row('DAYS', 'fred', 0.7, '2026-03-31T00:00:00'),
          row('DAYS', 'fred', 0.7, '2026-05-30'),
          row('DAYS', 'fred', 0.1, '2026-03-08'),
          row(['a', 'b'], 'fred', 0.5, '2026-03-08'),
        ],
        [
          outcome('0xabc', 'polymarket', 1, '2026-04-02'),
          outcome('0xdef', 'polymarket', 0.8, '2026-08-19', false),
          outcome('DAYS', 'fred', 0, '2026-03-08'),
          outcome('DAYS', 'fred', 1, '2026-03-31'),
          outcome('OTHER', 'fred', 1, '2026-03-31'),
        ],
      ),
    ]
    const questions = new Map([[`${DUE}-llm.json`, singleQuestions(readSet(both)).single]])
    const report = scoreSets(sets, questions, draws)
    expect(report.market).toMatchObject({ n: 1, questions: 1, brier: expect.closeTo(0.36) })
    expect(report.dataset).toMatchObject({ n: 2, questions: 1, brier: expect.closeTo((0.04 + 0.09) / 2) })
    expect(report.overall).toBeCloseTo((0.36 + 0.065) / 2)
    expect(report.toFreezePrice).toMatchObject({ n: 1, brier: expect.closeTo(0.36 - 0.58 ** 2) })
    expect(report.skipped).toEqual({ combinations: 1, undecided: 2, repeated: 1 })
    expect(report.missing).toBe(1)
  })

  test('a question that stands in many rounds is drawn as one', () => {
    const sets = Array.from({ length: 4 }, (_, index) =>
      round(
        [row('A', 'manifold', 0.2, null), row(`only-${index}`, 'manifold', 0.9, null)],
        [outcome('A', 'manifold', 0, '2026-04-01'), outcome(`only-${index}`, 'manifold', 0, '2026-04-01')],
      ),
    )
    const { market } = scoreSets(sets, new Map(), draws)
    expect(market).toMatchObject({ n: 8, questions: 5, brier: expect.closeTo((0.04 + 0.81) / 2) })
    expect(market?.low).toBeLessThan(market?.brier as number)
  })
})
