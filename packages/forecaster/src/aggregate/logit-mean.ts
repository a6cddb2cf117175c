import { fromLogit, logit } from '../probability.ts'
import { requireProbabilities } from './require-probabilities.ts'

/**
 * The probability of the mean logit, the package's default: with nothing fitted it beat mean, median and trimmed
 * mean on the 1,942 published predictions of Halawi et al. (Brier 0.18015 against 0.18156, 0.18186, 0.18110).
 * Values are clamped to [0.001, 0.999], so that one certain sample cannot outvote all others. No extremising
 * factor: the one often used, sqrt(3), made it worse. Throws E_AGGREGATE where there is nothing to average.
 */
export function logitMean(probabilities: readonly number[]): number {
  requireProbabilities(probabilities)
  return fromLogit(probabilities.reduce((sum, value) => sum + logit(value), 0) / probabilities.length)
}
