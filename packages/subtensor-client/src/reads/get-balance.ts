import { z } from 'zod'
import type { Balance } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { spendableBalance } from '../spendable-balance.ts'
import type { ChainState } from './chain-state.ts'
import { parseAs, rao } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const ACCOUNT = 'system.account'
const accountInfo = z.object({ data: z.object({ free: rao, reserved: rao, frozen: rao }) })

/** What an account holds outside of stake; zeros for one that the chain has never seen. */
export function getBalance(
  connection: Connection,
  ss58: string,
  options: ReadOptions = {},
): Promise<Balance> {
  return readState(connection, options, (state) => readBalance(state, ss58))
}

/** The same at a state that is open already. */
export async function readBalance(state: ChainState, ss58: string): Promise<Balance> {
  const stored = await state.storage(ACCOUNT, publicKeyOf(ss58))
  const { free, reserved, frozen } = parseAs(accountInfo, ACCOUNT, stored).data
  return spendableBalance({
    freeRao: free,
    reservedRao: reserved,
    frozenRao: frozen,
    existentialDepositRao: existentialDepositRao(state),
  })
}

/** Below this an account is removed. */
export function existentialDepositRao(state: ChainState): bigint {
  return state.constant('balances', 'existentialDeposit')
}
