import { IgError } from '@ig/errors'
import type { Runnable } from '@langchain/core/runnables'
import { logitMean } from './aggregate/logit-mean.ts'
import { createAllowance } from './allowance.ts'
import type { Forecast } from './forecast.ts'
import { type ForecastRun, withRun } from './forecast-run.ts'
import { type ForecasterOptions, settle } from './forecaster-options.ts'
import { ForecasterRunnable, type MakeForecast } from './forecaster-runnable.ts'
import { timingsToPrint } from './models/call-log.ts'
import { createCallSlots } from './models/call-slots.ts'
import { namesByRole, openModels } from './models-by-role.ts'
import { planCalls, withinPlan } from './presets.ts'
import { type DatedQuestion, parseQuestion, type Question } from './question.ts'
import { startRun } from './start-run.ts'
import { buildChain } from './steps/chain.ts'
import { conclude } from './steps/conclude.ts'
import { type ForecastState, initialState, STAGES } from './steps/forecast-state.ts'
import { movedByArticles } from './steps/guard-rail.ts'
import { missingSamples } from './steps/missing-samples.ts'
import { untraced } from './untraced.ts'

/** 29.7 % of 1,361 resolved questions came out yes: 167 of 447 of Halawi et al. 2024, 25.9 % of 914 of ForecastBench. */
export const DEFAULT_PRIOR = 0.3

/** Forecasts under way for each call that may be in flight: enough that calls never wait for a stage in between. */
const FORECASTS_A_CALL = 4
const NEVER = new AbortController().signal

/**
 * A forecaster of binary questions: a LangChain `Runnable` from question to forecast. It never sends a number it did
 * not compute: without a readable answer of a model the market's price stands in, without that the earlier belief or
 * the prior, and `basis` says which. `stream` gives a forecast after each stage.
 *
 * Throws E_MODEL_SETTINGS or E_OPTIONS here; `invoke` throws E_QUESTION, E_MODEL_PRICE, E_PRIOR, the caller's abort
 * and, with `onModelFailure: 'throw'`, what the model failed with.
 *
 * @example
 * const forecaster = createForecaster({ model: { apiKey: process.env.OPENAI_API_KEY } })
 * const { probability, basis } = await forecaster.invoke({ question: 'Will it rain in Oslo tomorrow?' })
 */
export function createForecaster(options: ForecasterOptions = {}): Runnable<Question, Forecast> {
  const preset = settle(options)
  const { news, stages = {} } = options
  const plan = planCalls(preset, news !== undefined || stages.news !== undefined)
  const chain = buildChain({
    preset: withinPlan(preset, plan),
    news,
    market: options.market,
    calibrateMarket: options.calibrateMarket,
    embed: options.embed,
    aggregate: options.aggregate ?? logitMean,
    recalibration: options.recalibration,
    blend: options.blend,
    own: stages,
  })
  const opened = openModels(options, preset)
  const warn = warnOnce(options.onWarning)
  const { maxCallsInFlight = Number.POSITIVE_INFINITY } = options
  const slots = createCallSlots(maxCallsInFlight)
  const turns = createCallSlots(FORECASTS_A_CALL * maxCallsInFlight)
  const models = namesByRole(options, plan)

  const make: MakeForecast = async (input, config, onForecast) => {
    const startedAtMs = (options.nowMs ?? Date.now)()
    const question = parseQuestion(input, startedAtMs)
    const prior = priorOf(question, options.prior ?? DEFAULT_PRIOR)
    const asForecast = (state: ForecastState, run: ForecastRun): Forecast => {
      const timingsMs = inOrder(run.timingsMs, Math.round(run.nowMs() - startedAtMs))
      return { ...conclude(state, prior), usage: run.usage.total(), models, timingsMs }
    }
    const initial = initialState(question)
    const run: ForecastRun = startRun(options, config, {
      ...opened,
      warn,
      slots,
      startedAtMs,
      allowance: createAllowance(preset.caps, plan),
      initial,
      onState: onForecast && ((known) => onForecast(asForecast(known, run))),
    })
    const state = await chain.invoke(initial, withRun(config, run))
    config.signal?.throwIfAborted()
    const missing = missingSamples(state.failures)
    if (missing && state.samples.length === 0 && options.onModelFailure === 'throw') throw missing
    if (missing) run.warn(missing)
    const timed = asForecast(state, run)
    const about = { cache: run.cache, calls: run.calls, subject: subjectOf(question) }
    const forecast = { ...timed, timingsMs: timingsToPrint(timed.timingsMs, about) }
    if (forecast.guardRail) run.warn(movedByArticles(forecast.guardRail))
    return forecast
  }
  const inTurn: MakeForecast = (input, config, onForecast) =>
    turns.run(() => make(input, config, onForecast), config.signal ?? NEVER)
  return new ForecasterRunnable(inTurn).withConfig({
    runName: 'forecast',
    ...(!options.tracing && { callbacks: [untraced] }),
  })
}

/** Tells forecasts without a model call apart, in a cache. */
function subjectOf({ question, asOf }: DatedQuestion): string {
  return JSON.stringify([question, asOf.toISOString()])
}

/** In the order of the stages, whichever ended first. */
function inOrder(timingsMs: Readonly<Record<string, number>>, total: number): Forecast['timingsMs'] {
  const stages = STAGES.flatMap((name) => (name in timingsMs ? [[name, timingsMs[name] as number]] : []))
  return { ...Object.fromEntries(stages), total }
}

/** A model that has stopped fails all forecasts with one error: it is told once. */
function warnOnce(onWarning: ForecasterOptions['onWarning']): ForecastRun['warn'] {
  const told = new WeakSet<IgError>()
  return (warning) => {
    if (told.has(warning)) return
    told.add(warning)
    onWarning?.(warning)
  }
}

function priorOf(question: DatedQuestion, prior: NonNullable<ForecasterOptions['prior']>): number {
  const value = typeof prior === 'function' ? prior(question) : prior
  if (value >= 0 && value <= 1) return value
  throw new IgError({
    code: 'E_PRIOR',
    message: 'The prior is no probability.',
    values: { prior: String(value) },
  })
}
