import type { ApiPromise } from '@polkadot/api'
import { chainUnsupported } from '../errors/connection-errors.ts'
import type { Call } from './sign-extrinsic.ts'

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
  if (create !== undefined) return create(...args)
  throw chainUnsupported({
    what: `${pallet}.${name}`,
    specVersion: api.runtimeVersion.specVersion.toNumber(),
  })
}
