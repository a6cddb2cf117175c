import { assertProbability } from './assert-probability.ts'
import type { Outcome } from './outcome.ts'

/**
 * Metaculus' baseline score of a binary forecast: 100 (1 + log2 of the probability given to what happened); 0 for
 * one half, 100 for certainty, minus infinity for certainty in the wrong. Throws `IgError` E_PROBABILITY.
 */
export function metaculusBaselineScore(probability: number, outcome: Outcome): number {
  return 100 * (1 + Math.log2(given(probability, outcome)))
}

/**
 * Metaculus' peer score: 100 times the mean, over the others, of ln(own probability / theirs) of what happened.
 * Throws `IgError` E_PROBABILITY; NaN without others.
 */
export function metaculusPeerScore(probability: number, others: readonly number[], outcome: Outcome): number {
  const own = Math.log(given(probability, outcome))
  const sum = others.reduce((total, other) => total + own - Math.log(given(other, outcome)), 0)
  return (100 * sum) / others.length
}

function given(probability: number, outcome: Outcome): number {
  assertProbability(probability)
  return outcome === 1 ? probability : 1 - probability
}
