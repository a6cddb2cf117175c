import type { Codec } from '@polkadot/types/types'
import type { Balance } from '../chain-data.ts'
import { chainUnsupported } from '../errors/connection-errors.ts'
import { spendableBalance } from '../spendable-balance.ts'
import { readStorage, type StateAt } from './runtime-items.ts'

interface Amount {
  toBigInt(): bigint
}
interface AccountInfo extends Codec {
  readonly data: { readonly free: Amount; readonly reserved: Amount; readonly frozen: Amount }
}

/** What an account holds, and what of it a transfer that keeps it alive can take. */
export async function readBalance(at: StateAt, accountSs58: string): Promise<Balance> {
  const { data } = await readStorage<AccountInfo>(at, 'system', 'account', [accountSs58])
  return spendableBalance({
    freeRao: data.free.toBigInt(),
    reservedRao: data.reserved.toBigInt(),
    frozenRao: data.frozen.toBigInt(),
    existentialDepositRao: existentialDepositRao(at),
  })
}

/** Below this an account is removed. */
export function existentialDepositRao(at: StateAt): bigint {
  const deposit = at.consts.balances?.existentialDeposit
  if (deposit === undefined) throw chainUnsupported({ what: 'Balances.ExistentialDeposit' })
  return BigInt(deposit.toString())
}
