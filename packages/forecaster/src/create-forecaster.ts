import { setTimeout as sleepFor } from 'node:timers/promises'
import { IgError } from '@ig/errors'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import {
  type Runnable,
  type RunnableConfig,
  RunnableLambda,
  RunnableSequence,
} from '@langchain/core/runnables'
import { logitMean } from './aggregate/logit-mean.ts'
import type { Forecast } from './forecast.ts'
import { type ForecastRun, withRun } from './forecast-run.ts'
import type { ModelPrices } from './models/model-price.ts'
import type { ModelRole } from './models/model-role.ts'
import {
  checkModelSettings,
  type ModelSettings,
  modelName,
  type OpenedModel,
  openModel,
} from './models/open-model.ts'
import type { MarketPort, NewsPort, Reserve } from './ports.ts'
import { type DatedQuestion, parseQuestion, type Question } from './question.ts'
import { askMarket } from './steps/ask-market.ts'
import { type ConcludedForecast, conclude } from './steps/conclude.ts'
import { drawSamples } from './steps/draw-samples.ts'
import type { ForecastState } from './steps/forecast-state.ts'
import { gatherNews } from './steps/gather-news.ts'
import { untraced } from './untraced.ts'
import { createUsageMeter } from './usage-meter.ts'

type ModelChoice = ModelSettings | BaseChatModel

export interface ForecasterOptions {
  /** The model of every role. Without one, forecasts are the market's price or the prior. */
  readonly model?: ModelChoice | undefined
  /** Other models for single roles. */
  readonly models?: Readonly<Partial<Record<ModelRole, ModelChoice>>> | undefined
  readonly market?: MarketPort | undefined
  readonly news?: NewsPort | undefined
  /** The probability where nothing else is known. Default 0.3. */
  readonly prior?: number | ((question: DatedQuestion) => number) | undefined
  /** Reasoning samples, drawn at temperature 1 with seeds 1, 2, 3 ... Default 3, at most 20. */
  readonly samples?: number | undefined
  /** How samples become one probability. Default `logitMean`. */
  readonly aggregate?: ((probabilities: readonly number[]) => number) | undefined
  /**
   * When no sample comes through: fall back to market or prior and warn (default), or throw, for callers who hold
   * an earlier forecast that is better than a fallback.
   */
  readonly onModelFailure?: 'fall-back' | 'throw' | undefined
  /** Prices that go before `MODEL_PRICES`. */
  readonly prices?: ModelPrices | undefined
  /** The cap: asked before every paid call. A call may bring its own: `invoke(question, { configurable: { reserve } })`. */
  readonly reserve?: Reserve | undefined
  /** What a forecast may take; what is known by then makes the forecast. Default 90,000. */
  readonly deadlineMs?: number | undefined
  /** What one try of one model call may take. Default 60,000. */
  readonly callTimeoutMs?: number | undefined
  /** Told about what made a forecast worse: a missing sample, a fallback; about a model that has stopped, once. */
  readonly onWarning?: ((warning: IgError) => void) | undefined
  /** Leaves LangSmith tracing to LangChain's own variables. Default false: nothing is traced. */
  readonly tracing?: boolean | undefined
  readonly nowMs?: (() => number) | undefined
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
  readonly random?: (() => number) | undefined
}

/** 29.7 % of 1,361 resolved questions came out yes: 167 of 447 of Halawi et al. 2024, 25.9 % of 914 of ForecastBench. */
export const DEFAULT_PRIOR = 0.3

const MAX_SAMPLES = 20
const ROLES_IN_USE: readonly ModelRole[] = ['reason']

/**
 * A forecaster of binary questions: a LangChain `Runnable` from question to forecast, made of the stages `market`,
 * `news`, `reason` and `aggregate`. It never sends a number it did not compute: without a readable answer of a
 * model the market's price stands in, without that the prior, and `basis` says which.
 *
 * Throws E_MODEL_SETTINGS or E_OPTIONS here; `invoke` throws E_QUESTION, E_MODEL_PRICE, the caller's abort and,
 * with `onModelFailure: 'throw'`, what the model failed with.
 *
 * @example
 * const forecaster = createForecaster({ model: { apiKey: process.env.OPENAI_API_KEY } })
 * const { probability, basis } = await forecaster.invoke({ question: 'Will it rain in Oslo tomorrow?' })
 */
export function createForecaster(options: ForecasterOptions = {}): Runnable<Question, Forecast> {
  const samples = checkOptions(options)
  const steps = RunnableSequence.from<ForecastState, ConcludedForecast>([
    askMarket(options.market),
    gatherNews(options.news),
    drawSamples(samples),
    conclude({
      aggregate: options.aggregate ?? logitMean,
      prior: options.prior ?? DEFAULT_PRIOR,
      onModelFailure: options.onModelFailure ?? 'fall-back',
    }),
  ])
  const shared = { openModel: openEachOnce(options), warn: warnOnce(options.onWarning) }
  const models = Object.fromEntries(
    ROLES_IN_USE.flatMap((role) => {
      const choice = choiceFor(options, role)
      return choice ? [[role, modelName(choice)]] : []
    }),
  )

  const forecast = async (input: Question, config: RunnableConfig): Promise<Forecast> => {
    const run = startRun(options, config, shared)
    const startedMs = run.nowMs()
    const question = parseQuestion(input, startedMs)
    const nothing = { question, market: null, articles: [], samples: [], failures: [] }
    const concluded = await steps.invoke(nothing, withRun(config, run))
    config.signal?.throwIfAborted()
    const timingsMs = { ...run.timingsMs, total: Math.round(run.nowMs() - startedMs) }
    return { ...concluded, usage: run.usage.total(), models, timingsMs }
  }
  return RunnableLambda.from<Question, Forecast>(forecast).withConfig({
    runName: 'forecast',
    ...(!options.tracing && { callbacks: [untraced] }),
  })
}

function startRun(
  options: ForecasterOptions,
  config: RunnableConfig,
  shared: Pick<ForecastRun, 'openModel' | 'warn'>,
): ForecastRun {
  const nowMs = options.nowMs ?? Date.now
  const deadlineMs = options.deadlineMs ?? 90_000
  const deadline = AbortSignal.timeout(deadlineMs)
  return {
    signal: config.signal ? AbortSignal.any([config.signal, deadline]) : deadline,
    deadlineAtMs: nowMs() + deadlineMs,
    callTimeoutMs: options.callTimeoutMs ?? 60_000,
    nowMs,
    sleep: options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, { signal })),
    random: options.random ?? Math.random,
    reserve: (config.configurable?.reserve as Reserve | undefined) ?? options.reserve,
    usage: createUsageMeter(),
    timingsMs: {},
    ...shared,
  }
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

function choiceFor(options: ForecasterOptions, role: ModelRole): ModelChoice | undefined {
  return options.models?.[role] ?? options.model
}

/** A model is opened at its first use and shared by all forecasts, with what is known of its limits. */
function openEachOnce(options: ForecasterOptions): ForecastRun['openModel'] {
  const opened = new Map<ModelChoice, Promise<OpenedModel>>()
  return async (role) => {
    const choice = choiceFor(options, role)
    if (choice === undefined) return null
    const found = opened.get(choice)
    if (found) return found
    const opening = openModel(choice, options.prices)
    opened.set(choice, opening)
    return opening
  }
}

function checkOptions({
  samples = 3,
  deadlineMs = 1,
  callTimeoutMs = 1,
  model,
  models,
}: ForecasterOptions): number {
  for (const choice of [model, ...Object.values(models ?? {})]) if (choice) checkModelSettings(choice)
  const wrong = Object.entries({ deadlineMs, callTimeoutMs }).find(([, ms]) => !(ms > 0 && ms < 2 ** 31))
  if (wrong)
    throw optionError(`${wrong[0]} is not a positive number of milliseconds.`, { [wrong[0]]: wrong[1] })
  if (Number.isInteger(samples) && samples >= 1 && samples <= MAX_SAMPLES) return samples
  throw optionError(`samples is not a whole number from 1 to ${MAX_SAMPLES}.`, { samples })
}

function optionError(message: string, values: Record<string, unknown>): IgError {
  return new IgError({ code: 'E_OPTIONS', message, values })
}
