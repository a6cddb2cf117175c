import type { EventPrediction } from './event-prediction.ts'
import { numberOf } from './raw-json.ts'

/** When answers to an event stop counting, and whether the event named something impossible. */
export interface Cutoff {
  /** null where none is known: absent, or absurd. */
  readonly unixSeconds: number | null
  /** True for a moment that is not from 1970 to 2200, such as milliseconds. */
  readonly absurd: boolean
}

const DAY_SECONDS = 86_400
const YEAR_2200_UNIX_SECONDS = 7_258_118_400

/**
 * The cutoff of an event of either era: the explicit one; else, as in June 2024, 24 hours before the resolution of
 * a Polymarket event, and the start of any other.
 */
export function cutoffOf(event: EventPrediction): Cutoff {
  const asked = askedCutoff(event)
  if (asked === null) return { unixSeconds: null, absurd: false }
  const plausible = asked > 0 && asked < YEAR_2200_UNIX_SECONDS
  return plausible ? { unixSeconds: asked, absurd: false } : { unixSeconds: null, absurd: true }
}

/** `cutoffOf` without the verdict: the moment in unix seconds, null where none is known. */
export function cutoffUnixSeconds(event: EventPrediction): number | null {
  return cutoffOf(event).unixSeconds
}

function askedCutoff(event: EventPrediction): number | null {
  const explicit = numberOf(event.cutoff)
  if (explicit !== undefined) return explicit
  const resolves = numberOf(event.resolve_date)
  if (event.market_type.toLowerCase() === 'polymarket' && resolves !== undefined)
    return resolves - DAY_SECONDS
  return numberOf(event.starts) ?? null
}
