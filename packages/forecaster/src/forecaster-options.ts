import { IgError } from '@ig/errors'
import type { ForecastCaps } from './allowance.ts'
import type { Blend } from './calibrate/blend.ts'
import type { Recalibration } from './calibrate/recalibration.ts'
import type { OnStage } from './forecast-progress.ts'
import type { ModelCache } from './models/model-cache.ts'
import type { ModelPrices } from './models/model-price.ts'
import type { ModelRole } from './models/model-role.ts'
import { checkModelSettings, type ModelChoice } from './models/model-settings.ts'
import type { EmbedPort, MarketPort, NewsPort, Reserve } from './ports.ts'
import { PRESETS, type Preset, type PresetName } from './presets.ts'
import type { DatedQuestion } from './question.ts'
import type { CalibrateMarket } from './steps/ask-market.ts'
import type { Stages } from './steps/forecast-state.ts'

/** What a forecaster is made of; without anything it says what the market or a prior says. */
export interface ForecasterOptions {
  /** The model of every role. Without one, forecasts are the market's price or the prior. */
  readonly model?: ModelChoice | undefined
  /** Other models for single roles; several for `reason` take turns. */
  readonly models?:
    | (Readonly<Partial<Record<Exclude<ModelRole, 'reason'>, ModelChoice | undefined>>> & {
        readonly reason?: ModelChoice | readonly ModelChoice[] | undefined
      })
    | undefined
  /** How much a forecast looks at and may use. Default `standard`: at most 10 model calls. */
  readonly preset?: PresetName | undefined
  /** Limits in the place of the preset's. */
  readonly caps?: { readonly [Cap in keyof ForecastCaps]?: ForecastCaps[Cap] | undefined } | undefined
  readonly market?: MarketPort | undefined
  /** What a price is worth as a probability. Default: what the port says, else the price itself. */
  readonly calibrateMarket?: CalibrateMarket | undefined
  readonly news?: NewsPort | undefined
  /** Finds the articles nearest to a question. Default: their words are compared. */
  readonly embed?: EmbedPort | undefined
  /** The probability where nothing else is known. Default 0.3. */
  readonly prior?: number | ((question: DatedQuestion) => number) | undefined
  /** Reasoning samples, drawn at temperature 1 with seeds 1, 2, 3 ... Default: the preset's; at most 20. */
  readonly samples?: number | undefined
  /** How samples become one probability. Default `logitMean`. */
  readonly aggregate?: ((probabilities: readonly number[]) => number) | undefined
  /** Fitted by `fitRecalibration` on resolved forecasts. Default: none. */
  readonly recalibration?: Recalibration | undefined
  /** Fitted by `fitBlend`; its groups are model names or `all`. Default: 0.2 samples and 0.8 market, in logits. */
  readonly blend?: Blend | undefined
  /** Stages of your own in the place of those of the same name. */
  readonly stages?: Partial<Stages> | undefined
  /**
   * When no sample comes through: fall back to market or prior and warn (default), or throw, for callers who hold
   * an earlier forecast that is better than a fallback.
   */
  readonly onModelFailure?: 'fall-back' | 'throw' | undefined
  /** Prices that go before `MODEL_PRICES`. */
  readonly prices?: ModelPrices | undefined
  /** The cap: asked before every paid call. A call may bring its own: `invoke(question, { configurable: { reserve } })`. */
  readonly reserve?: Reserve | undefined
  /** Keeps answers, and gives them again to the same call: a forecast made twice costs once and comes out the same. */
  readonly cache?: ModelCache | undefined
  /**
   * Model calls in flight, of all forecasts of this forecaster together. Four times as many forecasts are under way
   * at most; others wait, before their time begins. Default: no limit.
   */
  readonly maxCallsInFlight?: number | undefined
  /** What a forecast may take; what is known by then makes the forecast. Default 90,000. */
  readonly deadlineMs?: number | undefined
  /** What one try of one model call may take. Default 60,000. */
  readonly callTimeoutMs?: number | undefined
  /** Told about what made a forecast worse: a missing sample, a fallback; about a model that has stopped, once. */
  readonly onWarning?: ((warning: IgError) => void) | undefined
  /** Told as stages start and end. A call may bring its own: `invoke(question, { configurable: { onStage } })`. */
  readonly onStage?: OnStage | undefined
  /** Leaves LangSmith tracing to LangChain's own variables. Default false: nothing is traced. */
  readonly tracing?: boolean | undefined
  readonly nowMs?: (() => number) | undefined
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
  readonly random?: (() => number) | undefined
}

const MAX_SAMPLES = 20
const MAX_CALLS_IN_FLIGHT = 10_000

/** The models of a role, the first one for whoever needs a single one. */
export function choicesFor({ model, models }: ForecasterOptions, role: ModelRole): readonly ModelChoice[] {
  const own = models?.[role]
  if (Array.isArray(own) && own.length > 0) return own
  const choice = (Array.isArray(own) ? undefined : (own as ModelChoice | undefined)) ?? model
  return choice === undefined ? [] : [choice]
}

/** The preset with the options that change it. Throws E_OPTIONS or E_MODEL_SETTINGS for what cannot be. */
export function settle(options: ForecasterOptions): Preset {
  const { deadlineMs = 1, callTimeoutMs = 1, maxCallsInFlight = 1, preset: name = 'standard' } = options
  const choices = [options.model, ...Object.values(options.models ?? {})].flat()
  for (const choice of choices) if (choice) checkModelSettings(choice as ModelChoice)
  for (const [option, ms] of Object.entries({ deadlineMs, callTimeoutMs })) {
    if (!(ms > 0 && ms < 2 ** 31))
      throw wrong(`${option} is not a positive number of milliseconds.`, { [option]: ms })
  }
  if (!isCount(maxCallsInFlight, MAX_CALLS_IN_FLIGHT)) {
    throw wrong('maxCallsInFlight is not a positive whole number.', { maxCallsInFlight })
  }
  if (!Object.hasOwn(PRESETS, name))
    throw wrong('There is no such preset.', { preset: name, known: Object.keys(PRESETS) })
  const preset = PRESETS[name]
  const samples = options.samples ?? preset.samples
  if (!isCount(samples, MAX_SAMPLES)) {
    throw wrong(`samples is not a whole number from 1 to ${MAX_SAMPLES}.`, { samples })
  }
  const given = Object.entries(options.caps ?? {}).filter(([, value]) => value !== undefined)
  for (const [cap, value] of given) {
    if (!isCount(value, Number.MAX_SAFE_INTEGER))
      throw wrong(`caps.${cap} is not a positive whole number.`, { [cap]: value })
  }
  return { ...preset, samples, caps: { ...preset.caps, ...Object.fromEntries(given) } }
}

function isCount(value: number | undefined, max: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= max
}

function wrong(message: string, values: Record<string, unknown>): IgError {
  return new IgError({ code: 'E_OPTIONS', message, values })
}
