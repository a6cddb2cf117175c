import { logit } from '../probability.ts'

/** The standard deviation of the logits of some probabilities, estimated from them as a sample; 0 for fewer than two. */
export function logitSpread(probabilities: readonly number[]): number {
  if (probabilities.length < 2) return 0
  const logits = probabilities.map(logit)
  const centre = logits.reduce((sum, value) => sum + value, 0) / logits.length
  const squares = logits.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (logits.length - 1))
}
