import { brierScore } from './brier-score.ts'
import type { ResolvedForecast } from './calibration-bins.ts'

/**
 * How much better than a baseline: 1 - (mean score / the baseline's), for scores where 0 is perfect and lower is
 * better; 1 is perfect, 0 as good as the baseline, negative worse. NaN where the baseline is perfect too.
 */
export function skill(meanScore: number, baselineMeanScore: number): number {
  return 1 - meanScore / baselineMeanScore
}

/** Mean Brier score of always saying the share of YES among these very outcomes: p (1 - p). NaN without any. */
export function baseRateBrier(forecasts: readonly ResolvedForecast[]): number {
  const share = forecasts.reduce((sum, { outcome }) => sum + outcome, 0) / forecasts.length
  return forecasts.reduce((sum, { outcome }) => sum + brierScore(share, outcome), 0) / forecasts.length
}

/**
 * How far forecasts are from saying 0.5, whatever comes true: the mean of 4 (p - 0.5)^2, 0 to 1. Sharpness is worth
 * something to a calibrated forecaster only. NaN without forecasts.
 */
export function sharpness(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, value) => sum + 4 * (value - 0.5) ** 2, 0) / probabilities.length
}
