import { IgError } from '@ig/errors'

/** Throws E_AGGREGATE unless there is at least one value and every one is a number from 0 to 1. */
export function requireProbabilities(probabilities: readonly number[]): void {
  if (probabilities.length > 0 && probabilities.every((value) => value >= 0 && value <= 1)) return
  throw new IgError({
    code: 'E_AGGREGATE',
    message: 'An aggregate needs at least one probability from 0 to 1.',
    values: { probabilities: probabilities.map(String) },
  })
}
