/** The least that a forecast says: nothing is certain before it has happened. */
export const PROBABILITY_MIN = 0.001
/** The most that a forecast says. */
export const PROBABILITY_MAX = 0.999

/** Brings a probability into [0.001, 0.999]. */
export function clampProbability(probability: number): number {
  return Math.min(PROBABILITY_MAX, Math.max(PROBABILITY_MIN, probability))
}

/** ln(p / (1 - p)) of a probability, which is clamped first so that the result is finite. */
export function logit(probability: number): number {
  const inside = clampProbability(probability)
  return Math.log(inside / (1 - inside))
}

/** The probability of a logit. */
export function fromLogit(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
