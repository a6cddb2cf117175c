import { IgError } from '@ig/errors'

/** True where a runtime refused or answered a call in a way that we do not know, so that another call may do. */
export function isAnotherForm(error: unknown): boolean {
  return IgError.isInstance(error) && ['E_CHAIN_DECODE', 'E_CHAIN_RPC'].includes(error.code)
}
