import type { StateView } from '../state-view.ts'

type StakeInfo = Readonly<Record<string, unknown>>

export const shareBits = (view: StateView, item: string, ...args: readonly unknown[]): bigint =>
  BigInt((view.read(item, ...args) as unknown as { bits: { toString(): string } }).bits.toString())

/** A coldkey's part of what is staked on a hotkey: by shares of the hotkey's pool. */
export function stakeOf(view: StateView, hotkey: string, coldkey: string, netuid: number): bigint {
  const total = shareBits(view, 'SubtensorModule.TotalHotkeyShares', hotkey, netuid)
  if (total === 0n) return 0n
  const own = shareBits(view, 'SubtensorModule.Alpha', hotkey, coldkey, netuid)
  return (view.amount('SubtensorModule.TotalHotkeyAlpha', hotkey, netuid) * own) / total
}

export function stakeInfo(view: StateView, hotkey: string, coldkey: string, netuid: number): StakeInfo {
  return {
    hotkey,
    coldkey,
    netuid,
    stake: stakeOf(view, hotkey, coldkey, netuid),
    locked: 0,
    emission: view.read('SubtensorModule.AlphaDividendsPerSubnet', netuid, hotkey),
    taoEmission: 0,
    drain: 0,
    isRegistered: view.flag('SubtensorModule.IsNetworkMember', hotkey, netuid),
  }
}

/** Every stake above zero, as `get_stake_info_for_coldkey` lists them. */
export function stakesOfColdkey(view: StateView, coldkey: string): readonly StakeInfo[] {
  const netuids = Array.from({ length: view.number('SubtensorModule.TotalNetworks') }, (_, netuid) => netuid)
  return view
    .list('SubtensorModule.StakingHotkeys', coldkey)
    .map(String)
    .flatMap((hotkey) =>
      netuids
        .filter((netuid) => stakeOf(view, hotkey, coldkey, netuid) > 0n)
        .map((netuid) => stakeInfo(view, hotkey, coldkey, netuid)),
    )
}
