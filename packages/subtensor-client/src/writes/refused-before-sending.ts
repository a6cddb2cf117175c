import type { IgError } from '@ig/errors'
import { chainRefused } from '../errors/write-errors.ts'

/** What the runtime would answer, known from its state: said before anything is sent. */
export function refusedBeforeSending(
  error: string,
  values: Readonly<Record<string, unknown>>,
  pallet = 'SubtensorModule',
): IgError {
  return chainRefused({ error, pallet, docs: '', path: 'check' }, values)
}
