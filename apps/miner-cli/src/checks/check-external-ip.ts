import type { AxonRecord } from '@ig/subtensor-client'
import type { Announcement } from '../chain/announce-axon.ts'
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
 * @param miner what a running one says of its announcement; null where none runs
 */
export function checkExternalIp({
  known,
  record,
  isLocal,
  miner,
}: {
  readonly known: KnownAddress
  readonly record: Pick<AxonRecord, 'ip' | 'port'> | null
  readonly isLocal: boolean
  readonly miner: { readonly announcement: Pick<Announcement, 'state' | 'problem'> | null } | null
}): CheckResult {
  const here = known.ip === null ? `port ${known.port}` : addressText({ ip: known.ip, port: known.port })
  if (record === null || record.port === 0) {
    const seen = `the chain has no address of this hotkey; here it is ${here}`
    return miner === null ? skip(NAME, seen, 'pnpm miner start') : notAnnounced(seen, miner.announcement)
  }
  const onChain = addressText(record)
  if (isUnreachable(record.ip) || (!isLocal && isPrivate(record.ip))) {
    return fail(NAME, `the chain has ${onChain}, which nobody reaches from outside`, mendFor(known.ip))
  }
  if (record.port !== known.port || (known.ip !== null && record.ip !== known.ip)) {
    const seen = `the chain has ${onChain}, here it is ${here}`
    if (miner !== null) {
      return miner.announcement?.state === 'announced'
        ? fail(NAME, seen, mendFor(known.ip))
        : notAnnounced(seen, miner.announcement)
    }
    const mend =
      '`pnpm miner start` writes the new one; where it is wrong, name it with --axon.external_ip and --axon.external_port.'
    return warn(NAME, seen, mend)
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

/** The chain takes an address once in a while only, which a miner waits for. */
function notAnnounced(
  seen: string,
  announcement: Pick<Announcement, 'state' | 'problem'> | null,
): CheckResult {
  if (announcement === null) {
    return warn(NAME, `${seen}; announcing is turned off`, 'Turn it on: leave --no-chain-announce-axon away.')
  }
  const text = [seen, announcement.problem].filter(Boolean).join('; ')
  if (announcement.state === 'failed')
    return fail(NAME, text, 'The log of the miner says when it tries again.')
  return warn(
    NAME,
    text,
    'Nothing to do: the miner writes it as soon as the chain takes it, and answers meanwhile.',
  )
}

function mendFor(ip: string | null): string {
  return `Name the right one: pnpm miner start --axon.external_ip ${ip ?? 'ADDRESS'} (and --axon.external_port where a router maps it).`
}

/** `ip:port`, an IPv6 address in brackets. */
export function addressText({ ip, port }: { readonly ip: string; readonly port: number }): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}
