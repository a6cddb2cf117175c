import type { ChosenNetwork } from './chosen-network.ts'

/** The flag that accepts the notice; `--yes` does not. */
export const NOTICE_FLAG = 'accept-subnet-notice'

const NETUIDS_OF_INFINITE_GAMES: readonly number[] = [6, 155]

/**
 * What somebody should know before paying for a place on Infinite Games' own subnets (6 of finney, 155 of test);
 * null for others. A local chain is no exception: it can be a fork, or a way through to one of those networks.
 */
export function noticeBeforePaying(netuid: number): string[] | null {
  if (!NETUIDS_OF_INFINITE_GAMES.includes(netuid)) return null
  return [
    `Before you pay: subnet ${netuid} no longer asks miners like this one.`,
    'Since 25 November 2025 its validators run uploaded agents and call no axon,',
    'neither on the main network (netuid 6) nor on the test network (netuid 155).',
    'A miner registered there with this program gets no requests and earns nothing.',
  ]
}

/** The same for who runs a miner there and pays nothing: on a local chain it is their own subnet that asks. */
export function subnetNotice(netuid: number, { isLocal }: Pick<ChosenNetwork, 'isLocal'>): string[] | null {
  return isLocal ? null : noticeBeforePaying(netuid)
}
