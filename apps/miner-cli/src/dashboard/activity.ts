import type { AxonEvent } from '@ig/axon'

/** What was asked within a minute, and how long the answers took. */
export interface MinuteActivity {
  readonly startMs: number
  readonly answered: number
  /** Turned away: unknown keys, too many requests, texts that cannot be read. */
  readonly refused: number
  /** By a fault of our own. */
  readonly failed: number
  /** Of answers, from the last byte of a request to the first of its answer; null without any. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
}

/** Counts requests by the minute. */
export interface Activity {
  /** Quick: it is called on the way of a request. */
  saw(event: Pick<AxonEvent, 'type' | 'durationMs'>): void
  /** The last sixty minutes, the running one last; those without a request are there, too. */
  minutes(): readonly MinuteActivity[]
}

const MINUTE_MS = 60_000
const MINUTES = 60
/** Answer times are counted in steps of a sixth: enough for a figure, and little to keep. */
const STEP = 1.16
const SHORTEST_MS = 0.05
const STEPS = 96

interface Minute {
  readonly index: number
  answered: number
  refused: number
  failed: number
  readonly durations: Uint32Array
}

export function createActivity({ nowMs }: { readonly nowMs: () => number }): Activity {
  const ring = new Map<number, Minute>()

  function minute(index: number): Minute {
    const known = ring.get(index)
    if (known !== undefined) return known
    const fresh = { index, answered: 0, refused: 0, failed: 0, durations: new Uint32Array(STEPS) }
    ring.set(index, fresh)
    for (const old of ring.keys()) if (old <= index - MINUTES) ring.delete(old)
    return fresh
  }

  return {
    saw({ type, durationMs }) {
      // Such a request goes on, and is seen again when it ends.
      if (type === 'degraded') return
      const now = minute(Math.floor(nowMs() / MINUTE_MS))
      now[type]++
      if (type !== 'answered') return
      const step = stepOf(durationMs)
      now.durations[step] = (now.durations[step] ?? 0) + 1
    },
    minutes() {
      const last = Math.floor(nowMs() / MINUTE_MS)
      return Array.from({ length: MINUTES }, (_, age) => {
        const index = last - MINUTES + 1 + age
        const { answered = 0, refused = 0, failed = 0, durations } = ring.get(index) ?? {}
        return {
          startMs: index * MINUTE_MS,
          answered,
          refused,
          failed,
          p50Ms: durations && answered > 0 ? quantile(durations, answered, 0.5) : null,
          p99Ms: durations && answered > 0 ? quantile(durations, answered, 0.99) : null,
        }
      })
    },
  }
}

function stepOf(durationMs: number): number {
  const step = Math.floor(Math.log(Math.max(durationMs, SHORTEST_MS) / SHORTEST_MS) / Math.log(STEP))
  return Math.min(STEPS - 1, step)
}

/** The middle of the step in which the quantile lies. */
function quantile(durations: Uint32Array, total: number, share: number): number {
  let left = Math.max(1, Math.ceil(total * share))
  for (const [step, count] of durations.entries()) {
    left -= count
    if (left <= 0) return SHORTEST_MS * STEP ** (step + 0.5)
  }
  return 0
}
