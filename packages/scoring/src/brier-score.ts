import { assertProbability } from './assert-probability.ts'
import type { Outcome } from './outcome.ts'

/**
 * Squared error of a probability: 0 is perfect, 0.25 is what 0.5 earns, 1 is certainty in the wrong.
 * Throws `IgError` E_PROBABILITY.
 */
export function brierScore(probability: number, outcome: Outcome): number {
  assertProbability(probability)
  return (probability - outcome) ** 2
}

/**
 * The validators' score of June 2024: 1 - (p - outcome)^2, higher is better. A missing answer earns 0, and so
 * does a probability of exactly 0, which those validators took for a missing one.
 * Throws `IgError` E_PROBABILITY. Source: infinite_games c43deb7.
 */
export function seedBrierScore(probability: number | null, outcome: Outcome): number {
  return probability === null || probability === 0 ? 0 : 1 - brierScore(probability, outcome)
}

/** Weight of the newest score in `seedMovingAverage`. */
export const SEED_ALPHA = 0.05

/** One step of the exponential moving average that paid miners in June 2024. Source: infinite_games c43deb7. */
export function seedMovingAverage(previous: number, score: number, alpha: number = SEED_ALPHA): number {
  return alpha * score + (1 - alpha) * previous
}
