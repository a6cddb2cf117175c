import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import type { ChainState } from './chain-state.ts'
import { parseAs, rao } from './parse-as.ts'
import { readState } from './read-state.ts'
import { requireSubnet } from './require-subnet.ts'

const BURN = 'subtensorModule.burn'

/** What registration on a subnet burns at this block, in rao; `E_CHAIN_SUBNET` where there is none of this netuid. */
export function getBurnCost(
  connection: Connection,
  netuid: number,
  options: ReadOptions = {},
): Promise<bigint> {
  return readState(connection, options, async (state) => {
    const [burnRao] = await Promise.all([readBurnCost(state, netuid), requireSubnet(state, netuid)])
    return burnRao
  })
}

/** The same at a state that is open already, for a subnet that is known to be there. */
export async function readBurnCost(state: ChainState, netuid: number): Promise<bigint> {
  return parseAs(rao, BURN, await state.storage(BURN, netuid))
}
