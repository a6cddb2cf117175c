/** How far this machine's clock is from those of the servers that it asks anyway. */
export interface ClockSamples {
  /** Whether a sample of this server is wanted now: reading a date costs more than not reading it. */
  wants(origin: string): boolean
  /** Takes the `Date` of an answer as it has just arrived. What is no date is passed over. */
  saw(origin: string, date: string): void
  /** The median over servers, in milliseconds; positive where this clock is ahead. Null where none was heard lately. */
  offset(): { readonly offsetMs: number; readonly servers: number } | null
}

const EACH_MS = 60_000
const FRESH_MS = 30 * 60_000
const MOST_SERVERS = 32
/** A date has whole seconds and is on average half a second old when it is written. */
const HALF_SECOND_MS = 500

export function createClockSamples(nowMs: () => number): ClockSamples {
  const samples = new Map<string, { readonly offsetMs: number; readonly atMs: number }>()

  function isRecent({ atMs }: { readonly atMs: number }, withinMs: number): boolean {
    // A clock that was set back makes a sample look as if it came from the future.
    return Math.abs(nowMs() - atMs) < withinMs
  }

  return {
    wants(origin) {
      const sample = samples.get(origin)
      return sample === undefined || !isRecent(sample, EACH_MS)
    },
    saw(origin, date) {
      const dateMs = Date.parse(date)
      if (!Number.isFinite(dateMs)) return
      samples.delete(origin)
      samples.set(origin, { offsetMs: nowMs() - dateMs - HALF_SECOND_MS, atMs: nowMs() })
      const oldest = samples.keys().next()
      if (samples.size > MOST_SERVERS && !oldest.done) samples.delete(oldest.value)
    },
    offset() {
      const offsets = [...samples.values()]
        .filter((sample) => isRecent(sample, FRESH_MS))
        .map(({ offsetMs }) => offsetMs)
        .toSorted((a, b) => a - b)
      if (offsets.length === 0) return null
      const upper = offsets[Math.floor(offsets.length / 2)] as number
      const lower = offsets[Math.ceil(offsets.length / 2) - 1] as number
      return { offsetMs: Math.round((lower + upper) / 2), servers: offsets.length }
    },
  }
}
