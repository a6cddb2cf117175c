import { requireProbabilities } from './require-probabilities.ts'

/** The arithmetic mean. Throws E_AGGREGATE where there is nothing to average. */
export function mean(probabilities: readonly number[]): number {
  requireProbabilities(probabilities)
  return probabilities.reduce((sum, value) => sum + value, 0) / probabilities.length
}
