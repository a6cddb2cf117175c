import type { EventStore } from '../ports.ts'
import type { Journal } from './journal.ts'

// Counting this many takes some 10 ms: a count of more is given again for a second for each of them.
const COUNTED_AT_ONCE = 100_000

/** Counts live events on disk, seldom where there are very many; while the disk fails the last count stands. */
export function createEventCounts(journal: Pick<Journal, 'readCounts' | 'isDiskError'>): {
  readonly at: EventStore['counts']
} {
  let last = { live: 0, forecast: 0, atMs: Number.NaN }
  return {
    at(nowMs) {
      const freshMs = Math.floor(last.live / COUNTED_AT_ONCE) * 1_000
      if (!(Math.abs(nowMs - last.atMs) < freshMs)) {
        try {
          last = { ...journal.readCounts(nowMs), atMs: nowMs }
        } catch (error) {
          if (!journal.isDiskError(error)) throw error
        }
      }
      const { live, forecast } = last
      return { live, forecast }
    },
  }
}
