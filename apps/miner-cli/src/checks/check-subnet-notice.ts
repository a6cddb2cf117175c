import type { ChosenNetwork } from '../chain-commands/chosen-network.ts'
import { subnetNotice } from '../chain-commands/subnet-notice.ts'
import { type CheckResult, ok, warn } from './check-result.ts'

/** Whether anybody is expected to ask on this subnet at all. */
export function checkSubnetNotice(netuid: number, network: Pick<ChosenNetwork, 'isLocal'>): CheckResult {
  const name = 'subnet'
  const notice = subnetNotice(netuid, network)
  if (notice === null) return ok(name, `${netuid}: no notice`)
  return warn(
    name,
    `${netuid}: nobody is expected to ask. Since 25 November 2025 its validators run uploaded agents and call no axon`,
    'Serve a subnet whose validators call axons (--netuid), or try things out in the sandbox: pnpm miner start',
  )
}
