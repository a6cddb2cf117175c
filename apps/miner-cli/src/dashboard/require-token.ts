import { IgError } from '@ig/errors'
import { isLoopback } from '../settings/loopback.ts'
import type { Settings } from '../settings/settings-table.ts'

/**
 * Refuses to show a miner to whoever reaches it.
 *
 * @throws IgError E_DASHBOARD_TOKEN where the dashboard would listen beyond this machine without a token
 */
export function requireToken(settings: Pick<Settings, 'dashboard.ip' | 'dashboard.token'>): void {
  const ip = settings['dashboard.ip']
  if (isLoopback(ip) || settings['dashboard.token'] !== null) return
  throw new IgError({
    code: 'E_DASHBOARD_TOKEN',
    message: 'The dashboard would be open to everybody who reaches this address.',
    values: { 'dashboard.ip': ip },
    hint: 'Make one with `openssl rand -hex 32` and keep it in a file of mode 0600 that IG_DASHBOARD_TOKEN_FILE names; or serve the dashboard on 127.0.0.1, or turn it off with --no-dashboard.',
  })
}
