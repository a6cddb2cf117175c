import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import { chainUnsupported } from '../errors/connection-errors.ts'
import { DEFAULT_ERA_BLOCKS } from './mortal-era.ts'
import { type Call, signingFields } from './sign-extrinsic.ts'

interface DispatchInfo extends Codec {
  readonly partialFee: { toBigInt(): bigint }
}

/** What the runtime would take for a call from this account, in rao; nothing is signed for it. */
export async function estimateFeeRao(api: ApiPromise, call: Call, accountSs58: string): Promise<bigint> {
  // Not by `payment_queryInfo`: Chopsticks answers that one in another form than nodes do.
  const queryInfo = api.call.transactionPaymentApi?.queryInfo
  if (queryInfo === undefined) throw chainUnsupported({ what: 'TransactionPaymentApi.query_info' })
  const fields = signingFields(api, call, accountSs58, {
    nonce: 0,
    era: { periodBlocks: DEFAULT_ERA_BLOCKS, birthBlock: 0, lastBlock: 0 },
    blockHash: api.genesisHash.toHex(),
  })
  // A copy with a signature of zeros: the fee depends on the length only.
  const extrinsic = api
    .tx(call.toU8a())
    .signFake(accountSs58, fields as never)
    .toU8a()
  const { partialFee } = (await queryInfo(extrinsic, extrinsic.length)) as unknown as DispatchInfo
  return partialFee.toBigInt()
}
