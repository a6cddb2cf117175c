import { brierScore } from './brier-score.ts'
import { equalMassBins, type ResolvedForecast } from './calibration-bins.ts'

/** What a mean Brier score is made of. */
export interface BrierDecomposition {
  /** The mean Brier score itself. */
  readonly brier: number
  /** How far what was said lies from what came true: 0 is perfect calibration. */
  readonly reliability: number
  /** How far the bins' shares lie from the base rate: what the forecasts can tell apart. */
  readonly resolution: number
  /** Of the questions: base rate times its complement; no forecaster changes it. */
  readonly uncertainty: number
  /** What grouping hides: brier - (reliability - resolution + uncertainty); 0 where a bin holds one probability. */
  readonly withinBins: number
}

/**
 * Murphy's split over bins of equal mass: brier = reliability - resolution + uncertainty + withinBins. NaN without
 * forecasts. Throws `IgError` E_PROBABILITY. Source: Murphy 1973; Stephenson, Coelho and Jolliffe 2008 for the last term.
 */
export function brierDecomposition(forecasts: readonly ResolvedForecast[], bins = 10): BrierDecomposition {
  const count = forecasts.length
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count
  const brier = mean(forecasts.map(({ probability, outcome }) => brierScore(probability, outcome)))
  const base = mean(forecasts.map(({ outcome }) => outcome))
  const groups = equalMassBins(forecasts, bins)
  const reliability = mean(groups.map((bin) => bin.count * (bin.meanProbability - bin.yesShare) ** 2))
  const resolution = mean(groups.map((bin) => bin.count * (bin.yesShare - base) ** 2))
  const uncertainty = base * (1 - base)
  return {
    brier,
    reliability,
    resolution,
    uncertainty,
    withinBins: brier - (reliability - resolution + uncertainty),
  }
}
