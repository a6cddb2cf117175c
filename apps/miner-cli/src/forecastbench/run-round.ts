import { IgError } from '@ig/errors'
import type { Reserve } from '@ig/forecaster'
import { createInterruption, type Interruption, interrupted } from '../backtest/interruption.ts'
import { makeForecast } from '../forecast/make-forecast.ts'
import type { Logger } from '../output/create-log.ts'
import { createProgressCounter } from '../output/progress-counter.ts'
import { warnSparingly } from '../output/warn-sparingly.ts'
import type { Report } from '../output/work-screen.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openSources } from '../sources/open-sources.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { forecasterWithoutModel } from '../strategy/without-model.ts'
import type { RoundFile } from './round-file.ts'
import type { RoundTask } from './round-tasks.ts'

/** How a round is forecast. */
export interface RoundJob {
  readonly settings: Settings
  /** Model calls in flight. */
  readonly concurrency: number
  readonly reserve: Reserve
  readonly file: RoundFile
  readonly log: Logger
  /** Told how far it is; null where the log should say so. */
  readonly report: Report | null
}

/** A round that goes on while it can be stopped. */
export interface StartedRound {
  /** How many forecasts failed, by the code of what each failed with. */
  readonly ended: Promise<Readonly<Record<string, number>>>
  readonly interruption: Interruption
}

/** What would fail every question alike. */
const FATAL = new Set(['E_MODEL_PRICE', 'E_MODEL_SETTINGS', 'E_BUDGET', 'E_OPTIONS', 'E_INTERRUPTED'])
/** While some questions wait for news, others keep the models busy; each has as much more time. */
const TASKS_A_CALL = 2

/** Makes the forecasts that the file does not have yet; one that fails is left out, and never made up. */
export function startRound(tasks: readonly RoundTask[], job: RoundJob): StartedRound {
  const interruption = createInterruption()
  return { ended: run(tasks, job, interruption), interruption }
}

async function run(
  tasks: readonly RoundTask[],
  { settings: given, concurrency, reserve, file, log, report }: RoundJob,
  interruption: Interruption,
): Promise<Readonly<Record<string, number>>> {
  const seconds = given['forecast.deadline_seconds'] * TASKS_A_CALL
  const settings: Settings = { ...given, 'forecast.deadline_seconds': seconds }
  const warn = warnSparingly(log, Date.now)
  const onWarning = (warning: IgError) => {
    if (!interruption.isStopped) warn(warning)
  }
  await using cleanup = new AsyncDisposableStack()
  const opened = await openSources(settings, { onWarning })
  cleanup.defer(opened.close)
  const { market, news, embed, caches } = interruption.sources(opened)
  const evidence = { market, news, embed, cache: caches?.models, maxCallsInFlight: concurrency, onWarning }
  const named = await chooseForecaster(settings, { command: 'forecast', ...evidence })
  const chosen = named ?? forecasterWithoutModel(settings, evidence)
  const configurable = { reserve: interruption.reserve(reserve) }

  const failed: Record<string, number> = {}
  const left = tasks.filter(({ key }) => !file.made.has(key))
  const queue = left.values()
  const count = createProgressCounter({ of: left.length, what: 'forecasts', log, report })
  let isOver = false

  async function make({ key, question }: RoundTask): Promise<void> {
    if (interruption.isStopped) throw interrupted()
    const making = { settings, chosen, records: null, configurable, nowMs: Date.now }
    const { forecast, isHeldBack } = await makeForecast(question, making)
    if (interruption.refused > 0) throw interrupted()
    if (isHeldBack) throw new IgError({ code: 'E_BUDGET', message: 'The spend cap is used up.' })
    if (chosen.usesModel && forecast.basis !== 'model') {
      throw new IgError({ code: 'E_MODEL_SILENT', message: 'The model gave no forecast.', retryable: true })
    }
    const { probability, reasoning, basis, usage } = forecast
    file.append({ key, probability, reasoning, basis, costUsd: usage.costUsd, llmCalls: usage.llmCalls })
    count()
  }

  async function work(): Promise<void> {
    for (const task of queue) {
      if (isOver) return
      try {
        await make(task)
      } catch (error) {
        if (!IgError.isInstance(error)) throw error
        failed[error.code] = (failed[error.code] ?? 0) + 1
        isOver ||= FATAL.has(error.code)
      }
    }
  }

  await Promise.all(Array.from({ length: concurrency * TASKS_A_CALL }, work))
  return failed
}
