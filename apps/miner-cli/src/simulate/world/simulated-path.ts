import { gaussian, normalCdf } from './simulated-draws.ts'
import type { SimulatedLife, Slot } from './simulated-event.ts'

/** The path is known in steps: 4,096 in an event's life, from 55 ms to 5 s each. */
const DEPTH = 12
const STEPS = 2 ** DEPTH

const START_DEVIATION = 0.9

/**
 * The hidden score of an event after a share of its life: a Brownian motion of variance 1 over the whole life,
 * from a random start. The event comes true where the score ends above 0.
 *
 * Any moment is reached by halving (Lévy's construction), so that the value depends on the seed alone and not on
 * which moments were asked for before.
 */
export function hiddenScore(
  seed: number,
  { lane, turn, startMean }: SimulatedLife,
  shareOfLife: number,
): number {
  const start = startMean + START_DEVIATION * gaussian(seed, lane, turn, 21)
  const end = gaussian(seed, lane, turn, 22)
  // Rounded down: between two steps nothing of the next one may show, or the path would be predictable.
  const step = Math.floor(Math.min(1, Math.max(0, shareOfLife)) * STEPS)
  if (step === 0) return start
  let [left, leftValue, right, rightValue] = [0, 0, STEPS, end]
  while (step !== right) {
    const middle = (left + right) / 2
    const spread = Math.sqrt((right - left) / STEPS) / 2
    const middleValue = (leftValue + rightValue) / 2 + spread * gaussian(seed, lane, turn, 23, middle)
    if (step >= middle) [left, leftValue] = [middle, middleValue]
    else [right, rightValue] = [middle, middleValue]
    if (step === left) return start + leftValue
  }
  return start + rightValue
}

/**
 * The probability that the hidden score ends above 0, given its path so far: exactly P(outcome | path), hence a
 * martingale. 0 or 1 once the life is over.
 */
export function probabilityFromScore(score: number, shareOfLife: number): number {
  const step = Math.floor(Math.min(1, Math.max(0, shareOfLife)) * STEPS)
  if (step === STEPS) return score > 0 ? 1 : 0
  return normalCdf(score / Math.sqrt(1 - step / STEPS))
}

const SLOW_DEVIATION = 0.45
const FAST_DEVIATION = 0.5

/**
 * How far the simulated market is off, in logit: a slow part that lasts for a good share of an event's life and a
 * fast part that a forecaster can average away.
 */
export function marketNoise(seed: number, slot: Slot, shareOfLife: number): number {
  return (
    SLOW_DEVIATION * smoothNoise(seed, slot, 31, shareOfLife * 4) +
    FAST_DEVIATION * smoothNoise(seed, slot, 32, shareOfLife * 120)
  )
}

/** Standard normal at every moment, and nearly independent of itself more than one knot away. */
function smoothNoise(seed: number, { lane, turn }: Slot, kind: number, position: number): number {
  const knot = Math.floor(position)
  const share = position - knot
  const before = gaussian(seed, lane, turn, kind, knot)
  const after = gaussian(seed, lane, turn, kind, knot + 1)
  return (before * (1 - share) + after * share) / Math.hypot(1 - share, share)
}
