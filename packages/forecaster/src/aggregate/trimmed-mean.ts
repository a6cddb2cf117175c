import { mean } from './mean.ts'
import { median } from './median.ts'

const SAME_DISTANCE = 1e-12

/**
 * The mean in which the value farthest from the median counts half, the other half being spread over the rest
 * (Halawi et al. 2024, arXiv 2402.18563). Values equally far are halved together; with all of them equally far,
 * or fewer than three, it is the plain mean. Throws E_AGGREGATE where there is nothing to average.
 */
export function trimmedMean(probabilities: readonly number[]): number {
  const middle = median(probabilities)
  const distances = probabilities.map((value) => Math.abs(value - middle))
  const farthest = Math.max(...distances)
  const isFar = distances.map((distance) => distance >= farthest - SAME_DISTANCE)
  const count = probabilities.length
  const farCount = isFar.filter(Boolean).length
  if (count < 3 || farCount === count) return mean(probabilities)
  const farWeight = 0.5 / count
  const nearWeight = (1 - farCount * farWeight) / (count - farCount)
  return probabilities.reduce((sum, value, index) => sum + value * (isFar[index] ? farWeight : nearWeight), 0)
}
