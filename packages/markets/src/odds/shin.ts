import { bisect } from './bisect.ts'

/** The share of bets by insiders at which the probabilities sum to 1, and those. A book below 1 has none. */
export function shin(inverse: readonly number[], book: number): number[] {
  const at = (insiders: number) =>
    inverse.map(
      (value) =>
        (Math.sqrt(insiders ** 2 + (4 * (1 - insiders) * value ** 2) / book) - insiders) /
        (2 * (1 - insiders)),
    )
  if (book <= 1) return [...inverse]
  const insiders = bisect(
    (candidate) => 1 - at(candidate).reduce((sum, value) => sum + value, 0),
    0,
    MAX_INSIDERS,
  )
  return at(insiders)
}

const MAX_INSIDERS = 0.999
