import { subnetMissing } from '../errors/connection-errors.ts'
import type { ChainState } from './chain-state.ts'

/** Throws `E_CHAIN_SUBNET` where there is no subnet of this netuid. */
export async function requireSubnet(state: ChainState, netuid: number): Promise<void> {
  if ((await state.storage('subtensorModule.networksAdded', netuid)) !== true) throw subnetMissing({ netuid })
}
