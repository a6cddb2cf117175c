import type { ChainState } from '../reads/chain-state.ts'
import { readUid } from '../reads/get-uid.ts'
import { requireSubnet } from '../reads/require-subnet.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'

/** @throws IgError `E_CHAIN_SUBNET`; `E_CHAIN_REFUSED` (`HotKeyNotRegisteredInSubNet`). */
export async function checkRegistered(at: ChainState, netuid: number, hotkeySs58: string): Promise<void> {
  await requireSubnet(at, netuid)
  if ((await readUid(at, netuid, hotkeySs58)) === null) {
    throw refusedBeforeSending('HotKeyNotRegisteredInSubNet', { netuid, hotkeySs58 })
  }
}
