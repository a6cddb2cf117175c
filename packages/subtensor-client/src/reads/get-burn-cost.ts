import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
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
    const [burn] = await Promise.all([state.storage(BURN, netuid), requireSubnet(state, netuid)])
    return parseAs(rao, BURN, burn)
  })
}
