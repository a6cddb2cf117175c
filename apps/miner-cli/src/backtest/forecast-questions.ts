import { IgError } from '@ig/errors'
import { createBudget, type Forecast, type Usage } from '@ig/forecaster'
import { makeForecast } from '../forecast/make-forecast.ts'
import type { Logger } from '../output/create-log.ts'
import { warnSparingly } from '../output/warn-sparingly.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openSources } from '../sources/open-sources.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { forecasterWithoutModel } from '../strategy/without-model.ts'
import type { ForecastsFile } from './forecasts-file.ts'
import type { QuestionRow } from './question-row.ts'
import { type QuestionsRun, runQuestions } from './run-questions.ts'
import { totalUsage } from './total-usage.ts'

/** How questions are forecast. */
export interface QuestionsJob {
  readonly settings: Settings
  /** Model calls in flight. */
  readonly concurrency: number
  /** Neither models nor news nor markets. */
  readonly isOffline: boolean
  /** Null where nothing is written. */
  readonly file: ForecastsFile | null
  readonly log: Logger
}

export interface QuestionsResult extends QuestionsRun {
  readonly usage: Usage
  readonly wallSeconds: number
}

/** While some questions wait for news, others keep the models busy; each has as much more time. */
const QUESTIONS_A_CALL = 2

/** Forecasts resolved questions as of their own moments with the forecaster of the settings. */
export async function forecastQuestions(
  rows: readonly QuestionRow[],
  { settings: given, concurrency, isOffline, file, log }: QuestionsJob,
): Promise<QuestionsResult> {
  const startedMs = performance.now()
  const seconds = given['forecast.deadline_seconds'] * QUESTIONS_A_CALL
  const settings: Settings = { ...given, 'forecast.deadline_seconds': seconds }
  const onWarning = warnSparingly(log, Date.now)
  await using cleanup = new AsyncDisposableStack()
  const sources = isOffline ? null : await openSources(settings, { onWarning })
  cleanup.defer(async () => sources?.close())
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
  const budget = createBudget({ capUsd: settings['budget.max_cost_usd'] })
  const records = sources?.caches?.forecasts ?? null

  async function make(question: Parameters<typeof makeForecast>[0], row: QuestionRow): Promise<Forecast> {
    const kept = file?.find(row)
    if (kept) return kept
    const making = { settings, chosen, records, configurable: { reserve: budget.reserve }, nowMs: Date.now }
    const { forecast, isHeldBack } = await makeForecast(question, making)
    // A fallback in the place of a model's forecast would change what the figures are of.
    if (isHeldBack) throw heldBack(settings['budget.max_cost_usd'])
    if (chosen.usesModel && forecast.basis !== 'model') throw withoutModel(forecast.basis)
    file?.append({ row, forecast })
    return forecast
  }

  let done = 0
  const every = Math.max(1, Math.ceil(rows.length / 10))
  const run = await runQuestions(rows, {
    atOnce: concurrency * QUESTIONS_A_CALL,
    make,
    onForecast() {
      done += 1
      if (done % every === 0) log.info({ done, of: rows.length }, 'questions')
    },
  })
  const usage = totalUsage(run.forecasts.map(({ forecast }) => forecast))
  return { ...run, usage, wallSeconds: Math.round(performance.now() - startedMs) / 1000 }
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
