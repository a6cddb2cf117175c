import type { ChosenNetwork } from './chosen-network.ts'

/** The flag that accepts the notice; `--yes` does not. */
export const NOTICE_FLAG = 'accept-subnet-notice'

const NETUIDS_OF_INFINITE_GAMES: readonly number[] = [6, 155]

/**
 * What somebody should know before paying for a place on Infinite Games' own subnets (6 of finney, 155 of test);
 * null where it does not apply. Anywhere but on a local chain these numbers are taken to be theirs.
 */
export function subnetNotice(netuid: number, { isLocal }: Pick<ChosenNetwork, 'isLocal'>): string[] | null {
  if (isLocal || !NETUIDS_OF_INFINITE_GAMES.includes(netuid)) return null
  return [
    `Before you pay: subnet ${netuid} no longer asks miners like this one.`,
    'Since 25 November 2025 its validators run uploaded agents and call no axon,',
    'neither on the main network (netuid 6) nor on the test network (netuid 155).',
    'A miner registered there with this program gets no requests and earns nothing.',
  ]
}
