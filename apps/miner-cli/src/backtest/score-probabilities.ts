import {
  brierDecomposition,
  brierScore,
  calibrationRms,
  equalMassBins,
  expectedCalibrationError,
  logScore,
  type ResolvedForecast,
  sharpness,
} from '@ig/scoring'
import type { JudgedRow } from './method.ts'

/** Means over the rows that a method could judge. */
export interface Score {
  readonly n: number
  readonly brier: number
  /** Mean ln of the probability of what happened, clipped to [0.001, 0.999]. */
  readonly logScore: number
  /** Over 10 bins of equal mass. */
  readonly calibrationRms: number
  /** Mean distance of what was said and what came true, over the same bins. */
  readonly expectedCalibrationError: number
  /** Murphy's split of the Brier score over the same bins; its uncertainty is that of the questions. */
  readonly reliability: number
  readonly resolution: number
  /** 0 where one half is always said, 1 where all is said with certainty. */
  readonly sharpness: number
}

const LOG_CLIP = 0.001

/** Scores what was said of rows; rows of which nothing was said (null) do not count. */
export function scoreProbabilities(
  probabilities: readonly (number | null)[],
  rows: readonly JudgedRow[],
): Score {
  const forecasts = resolved(probabilities, rows)
  const { reliability, resolution } = brierDecomposition(forecasts)
  return {
    n: forecasts.length,
    brier: meanBrier(probabilities, rows),
    logScore:
      forecasts.reduce((sum, { probability, outcome }) => sum + logScore(probability, outcome, LOG_CLIP), 0) /
      forecasts.length,
    calibrationRms: calibrationRms(forecasts),
    expectedCalibrationError: expectedCalibrationError(equalMassBins(forecasts)),
    reliability,
    resolution,
    sharpness: sharpness(forecasts.map(({ probability }) => probability)),
  }
}

export function meanBrier(probabilities: readonly (number | null)[], rows: readonly JudgedRow[]): number {
  const forecasts = resolved(probabilities, rows)
  return (
    forecasts.reduce((sum, { probability, outcome }) => sum + brierScore(probability, outcome), 0) /
    forecasts.length
  )
}

/** The rows of which something was said, as the scoring rules take them. */
export function resolved(
  probabilities: readonly (number | null)[],
  rows: readonly JudgedRow[],
): ResolvedForecast[] {
  return rows.flatMap(({ outcome }, index) => {
    const probability = probabilities[index]
    return typeof probability === 'number' ? [{ probability, outcome }] : []
  })
}
