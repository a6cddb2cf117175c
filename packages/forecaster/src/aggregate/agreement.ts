import { logit } from '../probability.ts'
import { requireProbabilities } from './require-probabilities.ts'

/** Before any sample is seen, logits are taken to spread by 1: one pseudo-observation of that size. */
const PRIOR_VARIANCE = 1

/**
 * How far samples agree, from 0 to 1: 1 / (1 + v), where v is the variance of their logits, shrunk towards 1 by
 * one pseudo-observation. A lone sample gives 0.5, three equal ones 0.75, five equal ones 0.83; samples that
 * disagree about the favourite come out below 0.5. Throws E_AGGREGATE for no samples.
 */
export function agreement(probabilities: readonly number[]): number {
  requireProbabilities(probabilities)
  const logits = probabilities.map(logit)
  const centre = logits.reduce((sum, value) => sum + value, 0) / logits.length
  const squares = logits.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return 1 / (1 + (PRIOR_VARIANCE + squares) / logits.length)
}
