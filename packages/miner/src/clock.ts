/** Takes back a timer that has not run yet; harmless afterwards. */
export type CancelTimer = () => void

/** The engine's only source of time. */
export interface Clock {
  /** Wall clock, milliseconds since 1970 UTC; may step. */
  nowMs(): number
  /** Never steps; only differences mean anything. */
  monotonicMs(): number
  /** Calls `run` once, on a later turn of the event loop, after at least `delayMs`. */
  setTimer(run: () => void, delayMs: number): CancelTimer
}

/** The machine's own clock. Its timers do not keep a process alive by themselves. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(run, delayMs) {
    const timer = setTimeout(run, delayMs).unref()
    return () => clearTimeout(timer)
  },
}
