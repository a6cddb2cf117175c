import { IgError } from '@ig/errors'

/** Throws `IgError` E_PROBABILITY for anything but a number from 0 to 1: one NaN would spoil everyone's scores. */
export function assertProbability(probability: number): void {
  if (probability >= 0 && probability <= 1) return
  throw new IgError({
    code: 'E_PROBABILITY',
    message: 'What is to be scored is no probability.',
    values: { probability: String(probability) },
    hint: 'Give a number from 0 to 1; leave a missing answer out.',
  })
}
