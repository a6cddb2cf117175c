import { uniform } from '../simulate/world/simulated-draws.ts'
import type { EventTimes, Slot } from '../simulate/world/simulated-event.ts'

const MINUTE_MS = 60_000

/**
 * Each lane holds one event after the other, each a period long. The short lanes let a newcomer see the first
 * resolutions within three minutes; the long ones let forecasts be revised.
 */
const LANE_GROUPS = [
  { periodMs: 4 * MINUTE_MS, lanes: 5 },
  { periodMs: 12 * MINUTE_MS, lanes: 5 },
  { periodMs: 36 * MINUTE_MS, lanes: 4 },
  { periodMs: 120 * MINUTE_MS, lanes: 4 },
  { periodMs: 360 * MINUTE_MS, lanes: 2 },
]

/** Lanes of one group start one after the other, so that their events do not end together. */
const LANES = LANE_GROUPS.flatMap(({ periodMs, lanes }) =>
  Array.from({ length: lanes }, (_, index) => ({ periodMs, offsetMs: (index * periodMs) / lanes })),
)

const LARGEST_GAP = 0.05
const CUTOFF_BEFORE_RESOLUTION = 0.08

/** The slot of every lane at a moment, whether its event is open or not. */
export function slotsAt(nowMs: number): Slot[] {
  return LANES.map(({ periodMs, offsetMs }, lane) => ({
    lane,
    turn: Math.floor((nowMs - offsetMs) / periodMs),
  }))
}

/** When the event of a slot opens, closes and resolves; null for a lane that does not exist. */
export function slotTimes(seed: number, { lane, turn }: Slot): EventTimes | null {
  const found = LANES[lane]
  if (found === undefined) return null
  const { periodMs, offsetMs } = found
  const startMs = turn * periodMs + offsetMs
  const opensAtMs = startMs + uniform(seed, lane, turn, 11) * LARGEST_GAP * periodMs
  const resolvesAtMs = startMs + periodMs - uniform(seed, lane, turn, 12) * LARGEST_GAP * periodMs
  return {
    opensAtMs: wholeSeconds(opensAtMs),
    cutoffMs: wholeSeconds(resolvesAtMs - CUTOFF_BEFORE_RESOLUTION * periodMs),
    resolvesAtMs: wholeSeconds(resolvesAtMs),
  }
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000) * 1000
}
