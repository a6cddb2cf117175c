import { cutoffOf, type EventPrediction } from '@ig/protocol'
import type { MinerEvent } from '../ports.ts'
import { fitsInto } from './fits-into.ts'

/** A validator's event as the engine sees it. */
export interface ReadEvent {
  readonly event: MinerEvent
  /** Why this event is neither kept nor answered; null where it is fine. */
  readonly unusable: string | null
}

// Longer than any that a market has: a hostile one would cost a second of hashing, or hundreds of megabytes.
const MAX_DESCRIPTION_CHARACTERS = 100_000
const MAX_NAME_CHARACTERS = 1_000
const MAX_METADATA_CHARACTERS = 100_000

/**
 * Reads an event of either era off the wire. The wire's own object is neither changed nor copied.
 *
 * @param isKnown its metadata were measured when it was new, which is what costs time
 */
export function readEvent(key: string, wire: EventPrediction, isKnown: boolean): ReadEvent {
  const { unixSeconds, absurd } = cutoffOf(wire)
  const metadata = wire.metadata ?? {}
  const isTooLong =
    Math.max(key.length, wire.event_id.length, wire.market_type.length) > MAX_NAME_CHARACTERS ||
    wire.description.length > MAX_DESCRIPTION_CHARACTERS ||
    !(isKnown || fitsInto(metadata, MAX_METADATA_CHARACTERS))
  return {
    unusable: isTooLong
      ? 'This event is too long to be kept.'
      : absurd
        ? 'The cutoff of this event cannot be meant.'
        : null,
    event: {
      key,
      eventId: wire.event_id,
      marketType: isTooLong ? '' : wire.market_type.toUpperCase(),
      description: wire.description,
      cutoffUnixSeconds: unixSeconds,
      metadata,
    },
  }
}
