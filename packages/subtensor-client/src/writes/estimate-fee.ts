import type { ApiPromise } from '@polkadot/api'
import { z } from 'zod'
import { chainDecodeFailed, chainUnsupported } from '../errors/connection-errors.ts'
import { DEFAULT_ERA_BLOCKS } from './mortal-era.ts'
import { type Call, signingFields } from './sign-extrinsic.ts'

// A decimal, as text or not: nodes differ.
const dispatchInfo = z.object({
  partialFee: z.union([z.string().regex(/^(\d+|0x[\da-f]+)$/), z.int().nonnegative()]),
})

/** What the runtime would take for a call from this account, in rao; nothing is signed for it. */
export async function estimateFeeRao(api: ApiPromise, call: Call, accountSs58: string): Promise<bigint> {
  const queryInfo = api.rpc.payment?.queryInfo
  if (queryInfo === undefined) throw chainUnsupported({ what: 'payment_queryInfo' })
  const fields = signingFields(api, call, accountSs58, {
    nonce: 0,
    era: { periodBlocks: DEFAULT_ERA_BLOCKS, birthBlock: 0, lastBlock: 0 },
    blockHash: api.genesisHash.toHex(),
  })
  // A copy with a signature of zeros: the fee depends on the length only.
  const extrinsic = api.tx(call.toU8a()).signFake(accountSs58, fields as never)
  const info = dispatchInfo.safeParse(await queryInfo.raw(extrinsic.toHex()))
  if (!info.success) throw chainDecodeFailed({ what: 'payment_queryInfo', cause: info.error })
  return BigInt(info.data.partialFee)
}
