import { IgError } from '@ig/errors'
import type { Settings } from '../settings/settings-table.ts'

/**
 * Refuses what this version cannot serve, before anything is made or opened.
 *
 * @throws IgError E_NETWORK.
 */
export function requireSandbox(settings: Settings): void {
  const network = settings['subtensor.chain_endpoint'] ?? settings['subtensor.network']
  if (network === 'sandbox') return
  throw new IgError({
    code: 'E_NETWORK',
    message: 'This version serves the network `sandbox` only; it cannot join a chain yet.',
    values: { network },
    hint: 'Run `pnpm miner start --subtensor.network sandbox`.',
  })
}
