import { IgError } from '@ig/errors'
import { fromLogit, logit } from '../probability.ts'
import { requireProbabilities } from './require-probabilities.ts'

/**
 * The probability of the weighted mean logit; with equal weights the logit mean. Throws E_AGGREGATE where there is
 * nothing to average, the lengths differ, or the weights are not finite numbers from 0 on with a positive sum.
 */
export function weightedLogitMean(probabilities: readonly number[], weights: readonly number[]): number {
  requireProbabilities(probabilities)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const isUsable = weights.every((weight) => weight >= 0) && total > 0 && Number.isFinite(total)
  if (weights.length !== probabilities.length || !isUsable) {
    throw new IgError({
      code: 'E_AGGREGATE',
      message: 'A weighted aggregate needs one weight from 0 on for each probability, not all of them 0.',
      values: { probabilities: probabilities.length, weights: weights.map(String) },
    })
  }
  return fromLogit(
    probabilities.reduce((sum, value, index) => sum + (weights[index] as number) * logit(value), 0) / total,
  )
}
