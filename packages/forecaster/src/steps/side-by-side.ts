import { type Runnable, RunnableLambda } from '@langchain/core/runnables'
import type { ForecastState } from './forecast-state.ts'

/** Runs branches at the same time on the same state; what each of them changed is in the result. */
export function sideBySide(
  branches: readonly Runnable<ForecastState, ForecastState>[],
): Runnable<ForecastState, ForecastState> {
  return RunnableLambda.from<ForecastState, ForecastState>(async (state, config) => {
    const results = await Promise.all(branches.map((branch) => branch.invoke(state, config)))
    return Object.assign({}, state, ...results.map((result) => changes(state, result)))
  }).withConfig({ runName: 'side by side' })
}

/** The parts of the state that a stage replaced. */
export function changes(before: ForecastState, after: ForecastState): Partial<ForecastState> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => value !== before[key as keyof ForecastState]),
  )
}
