/** How exactly a date is given. */
export type DatePrecision = 'millisecond' | 'second' | 'minute' | 'day' | 'relative'

/**
 * What a date in an answer can mean. A date without a zone, a day, `03/04/2025` or "2 days ago" is not an instant but
 * a span, and every reading of it lies between `earliestMs` and `latestMs`.
 */
export interface DateClaim {
  /** The date at face value, read as UTC where it names no zone; the later one of two readings. */
  readonly nominalMs: number
  readonly earliestMs: number
  readonly latestMs: number
  readonly precision: DatePrecision
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Clocks on earth run from 14 hours ahead of UTC to 12 hours behind it. */
const AHEAD_MS = 14 * HOUR_MS
const BEHIND_MS = 12 * HOUR_MS

const WIDTH_MS = { millisecond: 1, second: 1_000, minute: 60_000, day: DAY_MS } as const

/** A moment in a known zone; `utcMs` is its first instant. */
export function momentClaim(utcMs: number, precision: keyof typeof WIDTH_MS): DateClaim {
  return {
    nominalMs: utcMs,
    earliestMs: utcMs,
    latestMs: utcMs + WIDTH_MS[precision] - 1,
    precision,
  }
}

/** A moment, or a day, of a clock whose zone is not known; `faceMs` is its first instant read as UTC. */
export function zonelessClaim(faceMs: number, precision: keyof typeof WIDTH_MS): DateClaim {
  return {
    nominalMs: faceMs,
    earliestMs: faceMs - AHEAD_MS,
    latestMs: faceMs + WIDTH_MS[precision] - 1 + BEHIND_MS,
    precision,
  }
}

/** Either of two claims; the later one is the nominal one. */
export function eitherClaim(one: DateClaim, other: DateClaim): DateClaim {
  const later = one.nominalMs >= other.nominalMs ? one : other
  return {
    ...later,
    earliestMs: Math.min(one.earliestMs, other.earliestMs),
    latestMs: Math.max(one.latestMs, other.latestMs),
  }
}

/**
 * "2 days ago", said at the time of the fetch. Engines round, so half a unit is allowed on the late side and a whole
 * one on the early side.
 */
export function agoClaim(count: number, unitMs: number, fetchedAtMs: number): DateClaim {
  return {
    nominalMs: fetchedAtMs - count * unitMs,
    earliestMs: fetchedAtMs - (count + 1) * unitMs,
    latestMs: fetchedAtMs - Math.max(0, count - 0.5) * unitMs,
    precision: 'relative',
  }
}
