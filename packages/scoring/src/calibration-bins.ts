import { assertProbability } from './assert-probability.ts'
import type { Outcome } from './outcome.ts'

/** A forecast whose question has been resolved. */
export interface ResolvedForecast {
  readonly probability: number
  readonly outcome: Outcome
}

/** Forecasts of about the same probability, and how often they came true. */
export interface CalibrationBin {
  readonly count: number
  readonly meanProbability: number
  /** Share of the outcome YES. */
  readonly yesShare: number
}

/**
 * The forecasts in order of probability, cut into `count` bins of equal mass (as equal as whole forecasts allow).
 * Forecasts of equal probability stand in the order in which they came. Bins that would be empty are left out.
 * Throws `IgError` E_PROBABILITY.
 */
export function equalMassBins(forecasts: readonly ResolvedForecast[], count = 10): CalibrationBin[] {
  const ordered = forecasts.toSorted((a, b) => a.probability - b.probability)
  return Array.from({ length: count }, (_, index) =>
    ordered.slice(
      Math.floor((index * ordered.length) / count),
      Math.floor(((index + 1) * ordered.length) / count),
    ),
  )
    .filter((members) => members.length > 0)
    .map(binOf)
}

/**
 * Root mean square difference between what was said and what came true, over bins of equal mass weighted by their
 * counts: 0 is perfect calibration. A small sample gives more than 0 even to the truth itself. NaN without forecasts.
 * Throws `IgError` E_PROBABILITY.
 */
export function calibrationRms(forecasts: readonly ResolvedForecast[], bins = 10): number {
  const squares = equalMassBins(forecasts, bins).map(
    ({ count, meanProbability, yesShare }) => count * (meanProbability - yesShare) ** 2,
  )
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / forecasts.length)
}

function binOf(members: readonly ResolvedForecast[]): CalibrationBin {
  let probability = 0
  let yes = 0
  for (const member of members) {
    assertProbability(member.probability)
    probability += member.probability
    yes += member.outcome
  }
  return {
    count: members.length,
    meanProbability: probability / members.length,
    yesShare: yes / members.length,
  }
}
