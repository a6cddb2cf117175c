import { IgError } from '@ig/errors'
import { type RunnableConfig, RunnableLambda } from '@langchain/core/runnables'
import { type ForecastRun, runOf, withRun } from '../forecast-run.ts'
import type { ForecastState, Stage, StageName } from './forecast-state.ts'

type Step = (
  state: ForecastState,
  run: ForecastRun,
  config: RunnableConfig,
) => ForecastState | Promise<ForecastState>

/**
 * The share of the forecast's time by whose end a stage is over: whatever hangs, there is time left to reason, and to
 * make a forecast of what is there.
 */
const OVER_BY: Readonly<Partial<Record<StageName, number>>> = {
  queries: 0.25,
  news: 0.45,
  prefilter: 0.45,
  rate: 0.6,
  summarise: 0.7,
  outside: 0.7,
  market: 0.7,
  reason: 0.92,
}

/** What no forecast can do without, or the caller has to put right. */
const FATAL_CODES = new Set(['E_MODEL_PRICE', 'E_MODEL_SETTINGS'])

/**
 * One stage: its name is what traces, progress and `timingsMs` show. A stage that fails, or runs out of its time, costs
 * its part and is told as a warning; a caller that gives up ends the forecast.
 *
 * @param otherwise what is left of the state when the stage fails; by default all that there was.
 */
export function stage(
  name: StageName,
  step: Step,
  otherwise: (state: ForecastState) => ForecastState = (state) => state,
): Stage {
  return RunnableLambda.from<ForecastState, ForecastState>(async (state, config) => {
    const run = runOf(config)
    const startedMs = run.nowMs()
    run.onStage(name, 'started', state, state)
    let result: ForecastState
    try {
      result = await withinItsTime(name, step, state, run, config)
    } catch (error) {
      config.signal?.throwIfAborted()
      const warning = IgError.isInstance(error) ? error : stageFailed(name, error)
      if (FATAL_CODES.has(warning.code)) throw warning
      run.warn(warning)
      result = otherwise(state)
    }
    run.allowance.release(name)
    run.timingsMs[name] = Math.round(run.nowMs() - startedMs)
    run.onStage(name, 'ended', state, result)
    return result
  }).withConfig({ runName: name })
}

async function withinItsTime(
  name: StageName,
  step: Step,
  state: ForecastState,
  run: ForecastRun,
  config: RunnableConfig,
): Promise<ForecastState> {
  const own = withinShare(OVER_BY[name], run)
  try {
    return await step(state, own, own === run ? config : withRun(config, own))
  } catch (error) {
    if (own.signal.aborted) throw outOfTime(name, own.deadlineAtMs)
    throw error
  }
}

function withinShare(share: number | undefined, run: ForecastRun): ForecastRun {
  if (share === undefined) return run
  const deadlineAtMs = run.startedAtMs + share * (run.deadlineAtMs - run.startedAtMs)
  const ended = AbortSignal.timeout(Math.max(0, Math.round(deadlineAtMs - run.nowMs())))
  return { ...run, deadlineAtMs, signal: AbortSignal.any([run.signal, ended]) }
}

/** Why something is missing that was still under way at its deadline. */
export function outOfTime(name: StageName, deadlineAtMs: number): IgError {
  return new IgError({
    code: 'E_DEADLINE',
    message: 'A stage of the forecast ran out of time.',
    values: { stage: name, deadline: new Date(deadlineAtMs).toISOString() },
    retryable: true,
  })
}

function stageFailed(name: StageName, cause: unknown): IgError {
  return new IgError({
    code: 'E_STAGE',
    message: 'A stage of the forecast failed.',
    values: { stage: name, error: cause instanceof Error ? cause.message : String(cause) },
    cause,
  })
}

/** A runnable of the caller's own in the place of a stage; what it leaves out of the state stays as it was. */
export function foreignStage(name: StageName, own: Stage): Stage {
  return stage(name, async (state, _run, config) => {
    const added: unknown = await own.invoke(state, config)
    if (typeof added !== 'object' || added === null) throw new TypeError('it gave no state')
    const result: ForecastState = { ...state, ...added }
    for (const key of ['opinion', 'blended'] as const) requireShare(key, result[key])
    return result
  })
}

/** Throws where a number that is to be forecast is none. */
export function requireShare(what: string, value: number | null): void {
  if (value !== null && !(value >= 0 && value <= 1)) throw new TypeError(`${what} is ${value}`)
}
