import { subnetMissing } from '../errors/connection-errors.ts'
import { badArgument } from '../errors/write-errors.ts'
import type { ChainState } from './chain-state.ts'

const MAX_U16 = 65_535

/** @throws IgError `E_CHAIN_SUBNET` where there is no subnet of this netuid, `E_CHAIN_ARGUMENT` where there cannot be. */
export async function requireSubnet(state: ChainState, netuid: number): Promise<void> {
  checkNetuid(netuid)
  if ((await state.storage('subtensorModule.networksAdded', netuid)) !== true) throw subnetMissing({ netuid })
}

/** @throws IgError `E_CHAIN_ARGUMENT` for a netuid that cannot be one. */
export function checkNetuid(netuid: number): void {
  if (Number.isInteger(netuid) && netuid >= 0 && netuid <= MAX_U16) return
  throw badArgument('The netuid is no integer from 0 to 65,535.', { netuid })
}
