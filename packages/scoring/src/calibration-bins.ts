import { assertProbability } from './assert-probability.ts'
import type { Outcome } from './outcome.ts'
import { wilsonInterval } from './wilson-interval.ts'

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
  /** Wilson's 95 % interval of that share. */
  readonly yesInterval: { readonly low: number; readonly high: number }
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
 * The forecasts cut into `count` bins of equal width, [0, 1/count) and so on, the last with 1 in it: what a reliability
 * diagram usually shows. Bins without a forecast are left out. Throws `IgError` E_PROBABILITY.
 */
export function equalWidthBins(forecasts: readonly ResolvedForecast[], count = 10): CalibrationBin[] {
  const bins = Array.from({ length: count }, (): ResolvedForecast[] => [])
  for (const forecast of forecasts) {
    assertProbability(forecast.probability)
    bins[Math.min(count - 1, Math.floor(forecast.probability * count))]?.push(forecast)
  }
  return bins.filter((members) => members.length > 0).map(binOf)
}

/**
 * Expected calibration error: the mean distance between what was said and what came true, over bins weighted by their
 * counts; 0 is perfect calibration, and it is never more than the root mean square over the same bins. NaN without
 * forecasts. Throws nothing. Source: Naeini, Cooper and Hauskrecht 2015.
 *
 * @param bins from `equalMassBins` or `equalWidthBins`.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0)
  const distance = bins.reduce(
    (sum, bin) => sum + bin.count * Math.abs(bin.meanProbability - bin.yesShare),
    0,
  )
  return distance / count
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
    yesInterval: wilsonInterval(yes, members.length),
  }
}
