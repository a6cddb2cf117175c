import type { Clock } from './clock.ts'

/** A clock for tests: it stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Goes on by `byMs`, running every timer that falls due at its own moment, and lets promises settle in between. */
  advance(byMs: number): Promise<void>
  /** Timers that wait. */
  pending(): number
}

/** Makes a clock that starts at `startMs` (milliseconds since 1970 UTC). */
export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs
  let nextId = 0
  const timers = new Map<number, { readonly atMs: number; readonly run: () => void }>()

  function nextDue(untilMs: number) {
    return [...timers]
      .filter(([, { atMs }]) => atMs <= untilMs)
      .sort(([idA, a], [idB, b]) => a.atMs - b.atMs || idA - idB)[0]
  }

  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    setTimer(run, delayMs) {
      const id = nextId++
      timers.set(id, { atMs: nowMs + Math.max(0, delayMs), run })
      return () => timers.delete(id)
    },
    pending: () => timers.size,
    async advance(byMs) {
      const untilMs = nowMs + byMs
      await settled()
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        const [id, { atMs, run }] = due
        timers.delete(id)
        nowMs = Math.max(nowMs, atMs)
        run()
        await settled()
      }
      nowMs = untilMs
    },
  }
}

/** One turn of the event loop, after which every promise that could go on has. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
