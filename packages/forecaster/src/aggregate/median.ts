import { requireProbabilities } from './require-probabilities.ts'

/** The middle value, or the mean of the two middle ones. Throws E_AGGREGATE where there is none. */
export function median(probabilities: readonly number[]): number {
  requireProbabilities(probabilities)
  const sorted = [...probabilities].sort((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] as number
  const lower = sorted[(sorted.length - 1) >> 1] as number
  return (lower + upper) / 2
}
