import { badArgument, fundsMissing } from '../errors/write-errors.ts'
import type { ChainState } from '../reads/chain-state.ts'
import { readBalance } from '../reads/get-balance.ts'

const MAX_U64 = 2n ** 64n - 1n

/** @throws IgError `E_CHAIN_ARGUMENT` for an amount of nothing, or one that no u64 holds. */
export function checkAmount(name: string, rao: bigint): void {
  if (rao > 0n && rao <= MAX_U64) return
  throw badArgument('The amount is not from 1 rao to 2^64 - 1 rao.', { [name]: rao })
}

/** @throws IgError `E_CHAIN_ARGUMENT` for a limit that no u64 holds; 0 allows nothing, and is one. */
export function checkLimit(name: string, rao: bigint): void {
  if (rao >= 0n && rao <= MAX_U64) return
  throw badArgument('The limit is not from 0 to 2^64 - 1 rao.', { [name]: rao })
}

/**
 * Checks that an account can pay so much and stay alive.
 *
 * @throws IgError `E_CHAIN_FUNDS`
 */
export async function checkFunds(at: ChainState, accountSs58: string, neededRao: bigint): Promise<void> {
  const { transferableRao } = await readBalance(at, accountSs58)
  if (transferableRao < neededRao) throw fundsMissing({ accountSs58, transferableRao, neededRao })
}
