import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { createBudget, type Usage } from '@ig/forecaster'
import type { Logger } from '../output/create-log.ts'
import { createProgressCounter } from '../output/progress-counter.ts'
import type { Report } from '../output/work-screen.ts'
import type { Settings } from '../settings/settings-table.ts'
import { checkContestants } from './check-contestants.ts'
import type { Contestant } from './contestants.ts'
import { forecastQuestions, type QuestionsResult } from './forecast-questions.ts'
import { openForecastsFile } from './forecasts-file.ts'
import { createInterruption, type Interruption } from './interruption.ts'
import type { QuestionRow } from './question-row.ts'
import { checkSameRun } from './same-run.ts'
import { sumUsage } from './total-usage.ts'

/** What a run of forecasters over questions is given. */
export interface ContestantsJob {
  readonly contestants: readonly Contestant[]
  /** Of all contestants: the spend cap is theirs together. */
  readonly settings: Settings
  readonly concurrency: number
  readonly isOffline: boolean
  /** Nobody is asked, so that times tell nothing and would be others in each run. */
  readonly isDemo?: boolean
  readonly out: string | null
  readonly resume: boolean
  readonly log: Logger
  /** Told how far it is; null where the log should say so. */
  readonly report: Report | null
}

/** One forecaster's forecasts and what they used. */
export interface ContestantResult extends QuestionsResult {
  readonly label: string | null
}

export interface ContestantsRun {
  readonly results: readonly ContestantResult[]
  /** Questions without a forecast, by the code of what each failed with, of all forecasters together. */
  readonly failed: Readonly<Record<string, number>>
  readonly usage: Usage
  readonly wallSeconds: number
}

/** A run that goes on while it can be stopped. */
export interface StartedRun {
  readonly ended: Promise<ContestantsRun>
  readonly interruption: Interruption
  /** Forecasts there are by now, those of an earlier run included. */
  readonly done: () => number
}

/**
 * Forecasts the questions with one forecaster after the other. With `out` everything that is asked is kept there, so
 * that neither an interruption nor the same run again asks it twice.
 *
 * @throws IgError E_RESUME where the folder holds forecasts of another run, and what `checkContestants` throws
 */
export function startContestants(rows: readonly QuestionRow[], job: ContestantsJob): StartedRun {
  const { out, resume, log, contestants, isOffline, concurrency } = job
  const interruption = createInterruption()
  const { reserve } = createBudget({ capUsd: job.settings['budget.max_cost_usd'] })
  const total = rows.length * contestants.length
  const count = createProgressCounter({ of: total, what: 'questions', log, report: job.report })
  let done = 0
  const onForecast = () => {
    done += 1
    count()
  }

  async function run(): Promise<ContestantsRun> {
    if (!isOffline) await checkContestants(contestants)
    const file = out === null ? null : openForecastsFile(out, { resume })
    if (out !== null) checkSameRun(out, { contestants, isOffline }, { resume })
    const results: ContestantResult[] = []
    for (const given of contestants) {
      const contestant = { ...given, settings: withCache(given.settings, out) }
      const asked = { contestant, concurrency, isOffline, reserve, file, interruption, log, onForecast }
      const result = await forecastQuestions(rows, asked).catch((error: unknown) => {
        if (results.length > 0 && isOutOfMoney(error)) return nothing(rows.length)
        throw error
      })
      results.push({ ...result, ...(job.isDemo && { wallSeconds: 0 }), label: given.label })
    }
    if (!interruption.isStopped) file?.finish(results)
    return {
      results,
      failed: sumCounts(results.map(({ failed }) => failed)),
      usage: sumUsage(results.map(({ usage }) => usage)),
      wallSeconds: Math.round(results.reduce((sum, one) => sum + one.wallSeconds, 0) * 1000) / 1000,
    }
  }
  return { ended: run(), interruption, done: () => done }
}

/** What is asked is kept beside the forecasts, unless it is kept elsewhere. */
function withCache(settings: Settings, out: string | null): Settings {
  return out === null || settings['cache.dir'] !== null
    ? settings
    : { ...settings, 'cache.dir': join(out, 'cache') }
}

/** The cap that the first forecaster used up leaves the second none; the first one's forecasts are still judged. */
function isOutOfMoney(error: unknown): boolean {
  return IgError.isInstance(error) && error.code === 'E_BUDGET'
}

function nothing(count: number): QuestionsResult {
  return { forecasts: [], failed: { E_BUDGET: count }, usage: sumUsage([]), wallSeconds: 0 }
}

function sumCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const counts of all)
    for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count
  return sum
}
