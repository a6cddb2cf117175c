import type { AxonRecord } from '@ig/subtensor-client'
import { isPrivate, isUnreachable } from '../chain/external-ip.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'

const NAME = 'external address'

/** Where others reach the axon, as far as that is known here. */
export interface KnownAddress {
  /** Null where it was not found out. */
  readonly ip: string | null
  readonly port: number
}

/**
 * Whether the chain tells validators the address that others reach this machine by.
 *
 * @param record what the chain has; null where the hotkey never served
 * @param isLocal a chain of one's own, on which private addresses do
 * @param isRunning a miner runs, which writes the address where it differs
 */
export function checkExternalIp({
  known,
  record,
  isLocal,
  isRunning,
}: {
  readonly known: KnownAddress
  readonly record: Pick<AxonRecord, 'ip' | 'port'> | null
  readonly isLocal: boolean
  readonly isRunning: boolean
}): CheckResult {
  const here = known.ip === null ? `port ${known.port}` : addressText({ ip: known.ip, port: known.port })
  if (record === null || record.port === 0) {
    const seen = `the chain has no address of this hotkey; here it is ${here}`
    return isRunning
      ? warn(NAME, seen, '`pnpm miner status` says why it is not announced.')
      : skip(NAME, seen, 'pnpm miner start')
  }
  const onChain = addressText(record)
  if (isUnreachable(record.ip) || (!isLocal && isPrivate(record.ip))) {
    return fail(NAME, `the chain has ${onChain}, which nobody reaches from outside`, mendFor(known.ip))
  }
  if (record.port !== known.port || (known.ip !== null && record.ip !== known.ip)) {
    const seen = `the chain has ${onChain}, here it is ${here}`
    return isRunning
      ? fail(NAME, seen, mendFor(known.ip))
      : warn(
          NAME,
          seen,
          '`pnpm miner start` writes the new one; where it is wrong, name it with --axon.external_ip and --axon.external_port.',
        )
  }
  if (known.ip === null) {
    return skip(
      NAME,
      `the chain has ${onChain}; whether that is this machine was not asked`,
      'pnpm miner doctor --online',
    )
  }
  return ok(NAME, `${onChain}, as on the chain`)
}

function mendFor(ip: string | null): string {
  return `Name the right one: pnpm miner start --axon.external_ip ${ip ?? 'ADDRESS'} (and --axon.external_port where a router maps it).`
}

/** `ip:port`, an IPv6 address in brackets. */
export function addressText({ ip, port }: { readonly ip: string; readonly port: number }): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}
