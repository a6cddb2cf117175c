import { IgError } from '@ig/errors'

/** Why samples are missing: a reason that all of them share speaks for itself, different ones are told together. */
export function missingSamples(failures: readonly IgError[]): IgError | null {
  const [first] = failures
  if (first === undefined) return null
  if (failures.every(({ code }) => code === first.code)) return first
  return new IgError({
    code: 'E_SAMPLES',
    message: 'Samples of the model did not come through.',
    values: { reasons: failures.map(({ code }) => code) },
    cause: first,
    retryable: failures.some(({ retryable }) => retryable),
  })
}
