import type { IgError } from '@ig/errors'
import { type Runnable, type RunnableConfig, RunnableLambda } from '@langchain/core/runnables'
import type { Sample } from '../forecast.ts'
import { type ForecastRun, runOf } from '../forecast-run.ts'
import type { NewsArticle } from '../ports.ts'
import type { DatedQuestion } from '../question.ts'

/** What the steps know so far; each adds its part. */
export interface ForecastState {
  readonly question: DatedQuestion
  readonly market: number | null
  readonly articles: readonly NewsArticle[]
  readonly samples: readonly Sample[]
  /** Why samples are missing. */
  readonly failures: readonly IgError[]
}

/** One stage of the chain: its name is what traces and `timingsMs` show. */
export function stage<Output>(
  name: string,
  step: (state: ForecastState, run: ForecastRun, config: RunnableConfig) => Output | Promise<Output>,
): Runnable<ForecastState, Output> {
  return RunnableLambda.from<ForecastState, Output>(async (state, config) => {
    const run = runOf(config)
    const startedMs = run.nowMs()
    try {
      return await step(state, run, config)
    } finally {
      run.timingsMs[name] = Math.round(run.nowMs() - startedMs)
    }
  }).withConfig({ runName: name })
}
