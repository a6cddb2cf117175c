import type { MinerEvent } from './ports.ts'

/** True from the cutoff on: an answer no longer counts. Never for an event without one. */
export function isPastCutoff({ cutoffUnixSeconds }: MinerEvent, nowMs: number): boolean {
  return cutoffUnixSeconds !== null && cutoffUnixSeconds * 1000 <= nowMs
}
