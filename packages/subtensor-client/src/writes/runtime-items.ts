import type { ApiPromise } from '@polkadot/api'
import type { ApiDecoration } from '@polkadot/api/types'
import type { Codec } from '@polkadot/types/types'
import { chainUnsupported } from '../errors/connection-errors.ts'
import type { Call } from './sign-extrinsic.ts'

/** The state of the chain at one block. */
export type StateAt = ApiDecoration<'promise'>

/** True where the runtime has this call; names as polkadot spells them: `subtensorModule`, `registerLimit`. */
export function hasCall(api: ApiPromise, pallet: string, name: string): boolean {
  return api.tx[pallet]?.[name] !== undefined
}

/**
 * A call of the runtime with its arguments.
 *
 * @throws IgError `E_CHAIN_UNSUPPORTED` where the runtime has none of this name.
 */
export function buildCall(api: ApiPromise, pallet: string, name: string, args: readonly unknown[]): Call {
  const create = api.tx[pallet]?.[name]
  if (create === undefined) throw unsupported(api, `${pallet}.${name}`)
  return create(...args)
}

/**
 * An entry of the runtime's storage.
 *
 * @throws IgError `E_CHAIN_UNSUPPORTED` where the runtime has none of this name.
 */
export function readStorage<T extends Codec>(
  at: StateAt,
  pallet: string,
  name: string,
  args: readonly unknown[] = [],
): Promise<T> {
  const entry = at.query[pallet]?.[name]
  if (entry === undefined) throw unsupported(at, `${pallet}.${name}`)
  return entry(...args) as Promise<unknown> as Promise<T>
}

function unsupported(api: Pick<ApiPromise | StateAt, 'runtimeVersion'>, what: string): Error {
  return chainUnsupported({ what, specVersion: api.runtimeVersion.specVersion.toNumber() })
}
