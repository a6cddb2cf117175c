import { assertProbability } from './assert-probability.ts'
import type { Outcome } from './outcome.ts'

/** The validators hold a probability at least this far from 0 and 1. */
export const CLIP = 0.01

/** The probability, held inside [clip, 1 - clip]. Throws `IgError` E_PROBABILITY. */
export function clipProbability(probability: number, clip: number = CLIP): number {
  assertProbability(probability)
  return Math.min(1 - clip, Math.max(clip, probability))
}

/** A number held inside [0, 1]: for matrices, where values are not looked at one by one. */
export function clampProbability(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/**
 * Natural logarithm of the clipped probability that was given to what happened: 0 is perfect, lower is worse.
 * Throws `IgError` E_PROBABILITY.
 */
export function logScore(probability: number, outcome: Outcome, clip: number = CLIP): number {
  const clipped = clipProbability(probability, clip)
  return Math.log(outcome === 1 ? clipped : 1 - clipped)
}
