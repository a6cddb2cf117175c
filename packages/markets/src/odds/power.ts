import { bisect } from './bisect.ts'

/** Each inverse odd to the power at which all sum to 1. */
export function power(inverse: readonly number[]): number[] {
  const at = (exponent: number) => inverse.map((value) => value ** exponent)
  const exponent = bisect(
    (candidate) => 1 - at(candidate).reduce((sum, value) => sum + value, 0),
    0,
    MAX_EXPONENT,
  )
  return at(exponent)
}

/** Two outcomes at 1.0001 need less. */
const MAX_EXPONENT = 10_000
