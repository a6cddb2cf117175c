import type { AxonEvent } from '@ig/axon'
import type { Logger } from '../output/create-log.ts'

/**
 * One line a request, at level debug: a flood of strangers must not become a flood of lines (`status` counts
 * them). What failed inside the miner is an error.
 */
export function logAxonEvent(log: Logger, event: AxonEvent): void {
  const { type, status, synapse, caller, ip, durationMs, message, cause } = event
  if (type !== 'failed' && !log.isLevelEnabled('debug')) return
  const values = { status, synapse, ip, caller: caller?.ss58 ?? null, durationMs: Math.round(durationMs) }
  if (type === 'failed') log.error({ ...values, error: cause }, 'a request failed inside the miner')
  else log.debug({ ...values, message }, `request ${type}`)
}
