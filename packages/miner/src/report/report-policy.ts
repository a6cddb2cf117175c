import { IgError } from '@ig/errors'
import { type Outcome, smoothedYesShare } from '@ig/scoring'
import type { MinerEvent, StoredForecast } from '../ports.ts'
import { clampForecast, fromLogit, logit } from '../probability.ts'

/** What is sent for a forecast: a probability, or null for no answer. A pure function of its arguments and settings. */
export type ReportPolicy = (forecast: StoredForecast, event: MinerEvent) => number | null

/** The report policies that come along. */
export const REPORT_POLICY_NAMES = ['honest', 'clip', 'class-balanced', 'selective'] as const
/** One of them. */
export type ReportPolicyName = (typeof REPORT_POLICY_NAMES)[number]

/** Every threshold that a report policy goes by. */
export interface ReportSettings {
  /** `clip`: how far from 0 and 1 what is sent stays. Default 0.01, the validators' own clip. */
  readonly clip: number
  /** `class-balanced`: how many resolved events the share of YES is taken from. Default 150, the validators' window. */
  readonly window: number
  /**
   * `class-balanced`: outcomes of resolved events, the newest last, as `EventStore.recentOutcomes` gives them.
   * Default none, which leaves reports honest.
   */
  readonly recentOutcomes: (count: number) => readonly Outcome[]
  /** `selective`: the largest standard deviation of a forecast's samples that is answered. Default 0.15. */
  readonly maxSampleSpread: number
  /** `selective`: the smallest confidence that is answered where there are fewer than two samples. Default 0.5. */
  readonly minConfidence: number
  /** `selective`: the largest distance from the market's price that is answered. Default 0.25. */
  readonly maxMarketDistance: number
}

const DEFAULTS: ReportSettings = {
  clip: 0.01,
  window: 150,
  recentOutcomes: () => [],
  maxSampleSpread: 0.15,
  minConfidence: 0.5,
  maxMarketDistance: 0.25,
}

/**
 * The policy of that name.
 *
 * - `honest`: the forecast itself, inside [0.001, 0.999].
 * - `clip`: the forecast inside [clip, 1 - clip].
 * - `class-balanced`: where validators weigh a YES by 1/q and a NO by 1/(1-q), the report that scores best is
 *   not the probability p but logit p + ln((1-q)/q); q is the share of YES among the outcomes of the window,
 *   (k+1)/(N+2).
 * - `selective`: the forecast where it is confident, else null: never for a prior; for a model where its samples
 *   agree and it is near the market. Validators of the axon era charge for silence.
 *
 * Throws `IgError` E_REPORT_SETTINGS for a threshold out of range.
 */
export function createReportPolicy(
  name: ReportPolicyName,
  overrides: Partial<ReportSettings> = {},
): ReportPolicy {
  const settings = { ...DEFAULTS, ...overrides }
  assertInside(settings, 'clip', 0, 0.5)
  assertInside(settings, 'window', 1, Number.MAX_SAFE_INTEGER)
  assertInside(settings, 'maxSampleSpread', 0, 1)
  assertInside(settings, 'minConfidence', 0, 1)
  assertInside(settings, 'maxMarketDistance', 0, 1)
  switch (name) {
    case 'honest':
      return ({ probability }) => clampForecast(probability)
    case 'clip':
      return ({ probability }) => Math.min(1 - settings.clip, Math.max(settings.clip, probability))
    case 'class-balanced':
      return ({ probability }) => classBalanced(probability, yesShareOf(settings))
    case 'selective':
      return (forecast) => (isConfident(forecast, settings) ? clampForecast(forecast.probability) : null)
  }
}

/** The report that scores best where a YES weighs 1/q and a NO 1/(1-q), inside [0.001, 0.999]. */
export function classBalanced(probability: number, yesShare: number): number {
  return clampForecast(fromLogit(logit(clampForecast(probability)) - logit(yesShare)))
}

function yesShareOf({ recentOutcomes, window }: ReportSettings): number {
  const outcomes = recentOutcomes(window)
  return smoothedYesShare(outcomes.length > window ? outcomes.slice(-window) : outcomes)
}

function isConfident(
  { basis, probability, samples, confidence, market }: StoredForecast,
  { maxSampleSpread, minConfidence, maxMarketDistance }: ReportSettings,
): boolean {
  if (basis === 'prior') return false
  if (basis === 'market') return true
  const agrees =
    samples.length >= 2 ? standardDeviation(samples) <= maxSampleSpread : confidence >= minConfidence
  return agrees && (market === null || Math.abs(probability - market) <= maxMarketDistance)
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

function assertInside(
  settings: ReportSettings,
  name: Exclude<keyof ReportSettings, 'recentOutcomes'>,
  min: number,
  max: number,
): void {
  const value = settings[name]
  if (value >= min && value <= max) return
  throw new IgError({
    code: 'E_REPORT_SETTINGS',
    message: 'A threshold of the report policy is out of range.',
    values: { [name]: value, min, max },
    hint: 'Set it inside the range.',
  })
}
