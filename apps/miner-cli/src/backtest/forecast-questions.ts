import { createHash } from 'node:crypto'
import { IgError } from '@ig/errors'
import type { Forecast, Question, Reserve, Usage } from '@ig/forecaster'
import { forecastGround } from '../forecast/forecast-ground.ts'
import { makeForecast } from '../forecast/make-forecast.ts'
import type { Logger } from '../output/create-log.ts'
import { warnSparingly } from '../output/warn-sparingly.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openSources } from '../sources/open-sources.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { forecasterWithoutModel } from '../strategy/without-model.ts'
import type { Contestant } from './contestants.ts'
import type { ForecastsFile } from './forecasts-file.ts'
import { type Interruption, interrupted } from './interruption.ts'
import type { QuestionRow } from './question-row.ts'
import { asQuestion, type QuestionsRun, runQuestions } from './run-questions.ts'
import { totalUsage } from './total-usage.ts'

/** How questions are forecast. */
export interface QuestionsJob {
  readonly contestant: Contestant
  /** Model calls in flight. */
  readonly concurrency: number
  /** Neither models nor news nor markets. */
  readonly isOffline: boolean
  readonly reserve: Reserve
  /** Null where nothing is written. */
  readonly file: ForecastsFile | null
  readonly interruption: Interruption
  readonly log: Logger
  readonly onForecast: () => void
}

export interface QuestionsResult extends QuestionsRun {
  readonly usage: Usage
  /** Of the run that asked; 0 where nobody was to be asked. */
  readonly wallSeconds: number
}

/** While some questions wait for news, others keep the models busy; each has as much more time. */
const QUESTIONS_A_CALL = 2

/** Forecasts resolved questions as of their own moments with the forecaster of the settings. */
export async function forecastQuestions(
  rows: readonly QuestionRow[],
  { contestant, concurrency, isOffline, reserve, file, interruption, log, onForecast }: QuestionsJob,
): Promise<QuestionsResult> {
  const startedMs = performance.now()
  const { label, settings: given } = contestant
  const seconds = given['forecast.deadline_seconds'] * QUESTIONS_A_CALL
  const settings: Settings = { ...given, 'forecast.deadline_seconds': seconds }
  const warn = warnSparingly(log, Date.now)
  const onWarning = (warning: IgError) => {
    if (!interruption.isStopped) warn(warning)
  }
  await using cleanup = new AsyncDisposableStack()
  const opened = isOffline ? null : await openSources(settings, { onWarning })
  cleanup.defer(async () => opened?.close())
  const sources = opened && interruption.sources(opened)
  const evidence = {
    market: sources?.market,
    news: sources?.news,
    embed: sources?.embed,
    cache: sources?.caches?.models,
    maxCallsInFlight: concurrency,
    onWarning,
  }
  const named = isOffline ? null : await chooseForecaster(settings, { command: 'forecast', ...evidence })
  const chosen = named ?? forecasterWithoutModel(settings, evidence)
  const configurable = { reserve: interruption.reserve(reserve) }
  const records = sources?.caches?.forecasts ?? null
  let made = 0

  async function make(question: Question, row: QuestionRow): Promise<Forecast> {
    const kept = file?.find(row, label)
    if (kept) return kept
    if (interruption.isStopped) throw interrupted()
    const making = { settings, chosen, records, configurable, nowMs: Date.now }
    const { forecast, isReplayed, isHeldBack } = await makeForecast(question, making)
    // Its answers are kept where there is a cache; made of less than it should be, it is not.
    if (interruption.refused > 0) throw interrupted()
    // A fallback in the place of a model's forecast would change what the figures are of.
    if (isHeldBack) throw heldBack(settings['budget.max_cost_usd'])
    if (chosen.usesModel && forecast.basis !== 'model') throw withoutModel(forecast.basis)
    if (!isReplayed) made += 1
    // Where no model is waited for, times tell nothing, and would be others in each run.
    const shown = isOffline || !chosen.usesModel ? { ...forecast, timingsMs: {} } : forecast
    file?.append({ row, forecast: shown }, label)
    return shown
  }

  const run = await runQuestions(rows, { atOnce: concurrency * QUESTIONS_A_CALL, make, onForecast })
  const usage = totalUsage(run.forecasts.map(({ forecast }) => forecast))
  const measured = Math.round(performance.now() - startedMs) / 1000
  const cache = sources?.caches?.models
  const wallSeconds = isOffline ? 0 : secondsToPrint(measured, { cache, made, rows, settings })
  return { ...run, usage, wallSeconds }
}

/** A rerun that asked nobody prints the seconds of the run that did, as it prints its usage. */
function secondsToPrint(
  measured: number,
  about: {
    readonly cache: { get(key: string): string | null; set(key: string, value: string): void } | undefined
    readonly made: number
    readonly rows: readonly QuestionRow[]
    readonly settings: Settings
  },
): number {
  const { cache, made, rows, settings } = about
  if (cache === undefined) return measured
  const hash = createHash('sha256').update('wallSeconds')
  for (const row of rows) hash.update(`\n${JSON.stringify(forecastGround(asQuestion(row), settings))}`)
  const key = hash.digest('hex')
  const kept = made === 0 ? Number(cache.get(key) ?? Number.NaN) : Number.NaN
  if (!Number.isNaN(kept)) return kept
  cache.set(key, String(measured))
  return measured
}

function heldBack(capUsd: number): IgError {
  return new IgError({
    code: 'E_BUDGET',
    message: 'The spend cap is used up; the questions that are left are not asked.',
    values: { capUsd },
    hint: 'Raise --max-cost-usd; with --out DIR and --resume what is there is not paid again.',
  })
}

function withoutModel(basis: string): IgError {
  return new IgError({
    code: 'E_MODEL_SILENT',
    message: 'The model gave no forecast of a question.',
    values: { basis },
    retryable: true,
  })
}
