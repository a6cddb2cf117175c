import type { ApiPromise } from '@polkadot/api'
import type { BlockRef } from '../chain-data.ts'
import type { ApiContext } from '../connection/connection.ts'
import { type ChainState, openState } from '../reads/chain-state.ts'
import { blockOf } from '../reads/read-state.ts'
import type { Call } from './sign-extrinsic.ts'

/** The chain as it stands in the last block before something is sent. */
export interface ChainNow {
  readonly api: ApiPromise
  /** The state of `head`. */
  readonly at: ChainState
  readonly head: BlockRef
  readonly finalizedBlock: number
}

/** What someone wants of the chain, before it is signed. */
export interface Intent {
  readonly accountSs58: string
  /** Rejects with an `IgError` where the runtime would refuse, as far as its state tells. */
  check(chain: ChainNow): Promise<void>
  build(api: ApiPromise): Call
}

/** Reads which block is the newest, and which is final. */
export async function readChainNow(api: ApiPromise, context: ApiContext): Promise<ChainNow> {
  const [header, finalizedHash] = await Promise.all([
    api.rpc.chain.getHeader(),
    api.rpc.chain.getFinalizedHead(),
  ])
  const head = { number: header.number.toNumber(), hash: header.hash.toHex() }
  const at = await openState(api, context, head.hash)
  const finalized = await blockOf(at.at(finalizedHash.toHex()))
  return {
    api,
    at,
    head,
    finalizedBlock: finalized.number,
  }
}
