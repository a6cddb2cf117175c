import type { AxonRecord } from '@ig/subtensor-client'

/** The address that the chain is to name for our hotkey. */
export interface AxonAddress {
  readonly ip: string
  readonly port: number
  /** As the SDK writes its own: 10005000 is 10.5.0. */
  readonly version: number
  readonly protocol: number
}

/** What is to be done about the chain's record. */
export type AnnouncementPlan = 'nothing' | 'serve' | { readonly waitUntilBlock: number }

/**
 * Serves only what the chain does not say already, and only when the rate limit has passed since the last time: a
 * refused extrinsic gains nothing. `record` is null where the hotkey has never served.
 */
export function planAnnouncement({
  record,
  wanted,
  headBlock,
  rateLimitBlocks,
}: {
  readonly record: AxonRecord | null
  readonly wanted: AxonAddress
  readonly headBlock: number
  readonly rateLimitBlocks: number
}): AnnouncementPlan {
  if (record === null || record.block === 0) return 'serve'
  const { ip, port, version, protocol } = wanted
  const isSame =
    record.ip === ip && record.port === port && record.version === version && record.protocol === protocol
  if (isSame) return 'nothing'
  const freeAtBlock = record.block + rateLimitBlocks
  return headBlock >= freeAtBlock ? 'serve' : { waitUntilBlock: freeAtBlock }
}
