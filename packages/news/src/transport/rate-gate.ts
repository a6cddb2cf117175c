/** Leave to make one call; to be given back when the call has ended. */
export type Slot = () => void

/** Keeps the calls to one provider apart in time and few at once. */
export interface RateGate {
  /** A slot, or null where none comes free within `maxWaitMs`; rejects with the signal's reason. */
  acquire(maxWaitMs: number, signal: AbortSignal): Promise<Slot | null>
  /** No slots for this long. */
  restFor(ms: number): void
}

/** A gate with at most `maxConcurrent` calls at once whose starts lie at least `minIntervalMs` apart. */
export function createRateGate(settings: {
  readonly minIntervalMs: number
  readonly maxConcurrent: number
  readonly nowMs: () => number
}): RateGate {
  const { minIntervalMs, maxConcurrent, nowMs } = settings
  let nextStartMs = Number.NEGATIVE_INFINITY
  let running = 0
  const waiting = new Set<() => void>()

  function release(): void {
    running -= 1
    const [next] = waiting
    next?.()
  }

  async function enter(maxWaitMs: number, signal: AbortSignal): Promise<boolean> {
    const untilMs = nowMs() + maxWaitMs
    while (running >= maxConcurrent) {
      const leftMs = untilMs - nowMs()
      if (leftMs <= 0 || !(await woken(leftMs, signal))) return false
    }
    running += 1
    return true
  }

  function woken(maxWaitMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        waiting.delete(onFree)
        settle()
      }
      const onFree = () => end(() => resolve(true))
      const onAbort = () => end(() => reject(signal.reason))
      const timer = setTimeout(() => end(() => resolve(false)), maxWaitMs)
      waiting.add(onFree)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  return {
    restFor(ms) {
      nextStartMs = Math.max(nextStartMs, nowMs() + ms)
    },
    async acquire(maxWaitMs, signal) {
      signal.throwIfAborted()
      const untilMs = nowMs() + maxWaitMs
      if (nextStartMs > untilMs || !(await enter(maxWaitMs, signal))) return null
      const startMs = Math.max(nowMs(), nextStartMs)
      if (startMs > untilMs) {
        release()
        return null
      }
      nextStartMs = startMs + minIntervalMs
      try {
        if (startMs > nowMs()) await pause(startMs - nowMs(), signal)
      } catch (error) {
        release()
        throw error
      }
      let isHeld = true
      return () => {
        if (isHeld) release()
        isHeld = false
      }
    },
  }
}

/** Resolves after a time; rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
