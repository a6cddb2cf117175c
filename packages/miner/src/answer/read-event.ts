import { cutoffOf, type EventPrediction } from '@ig/protocol'
import type { MinerEvent } from '../ports.ts'

/** A validator's event as the engine sees it; `absurdCutoff` where it names a moment that cannot be meant. */
export interface ReadEvent {
  readonly event: MinerEvent
  readonly absurdCutoff: boolean
}

/** Reads an event of either era off the wire. The wire's own object is neither changed nor copied. */
export function readEvent(key: string, wire: EventPrediction): ReadEvent {
  const { unixSeconds, absurd } = cutoffOf(wire)
  return {
    absurdCutoff: absurd,
    event: {
      key,
      eventId: wire.event_id,
      marketType: wire.market_type.toUpperCase(),
      description: wire.description,
      cutoffUnixSeconds: unixSeconds,
      metadata: wire.metadata ?? {},
    },
  }
}
