import type { Balance } from './chain-data.ts'

/** Splits a balance as pallet Balances does for `transfer_keep_alive` (`reducible_balance`, preserving). */
export function spendableBalance(account: {
  readonly freeRao: bigint
  readonly reservedRao: bigint
  readonly frozenRao: bigint
  readonly existentialDepositRao: bigint
}): Balance {
  const { freeRao, reservedRao, frozenRao, existentialDepositRao } = account
  // A freeze covers what is reserved as well, and the existential deposit counts towards it.
  const frozenFreeRao = frozenRao > reservedRao ? frozenRao - reservedRao : 0n
  const keptRao = frozenFreeRao > existentialDepositRao ? frozenFreeRao : existentialDepositRao
  return { freeRao, reservedRao, transferableRao: freeRao > keptRao ? freeRao - keptRao : 0n }
}
