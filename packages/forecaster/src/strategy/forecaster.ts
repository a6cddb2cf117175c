import type { Forecast } from '../forecast.ts'
import type { OnStage } from '../forecast-progress.ts'
import type { Reserve } from '../ports.ts'
import type { Question } from '../question.ts'

/** What a call of a forecaster may bring along; a part of LangChain's `RunnableConfig`. */
export interface ForecastConfig {
  readonly signal?: AbortSignal
  readonly configurable?: { readonly reserve?: Reserve; readonly onStage?: OnStage }
}

/** The one thing that every forecaster can do, a LangChain `Runnable<Question, Forecast>` included. */
export interface Forecaster {
  invoke(question: Question, config?: ForecastConfig): Promise<Forecast>
}
