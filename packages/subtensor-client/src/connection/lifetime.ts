/** What a wait is limited by, besides the lifetime that it belongs to. */
export interface WaitLimits {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
  /** The error of a wait that took too long; needed with `timeoutMs`. */
  readonly onTimeout?: () => Error
}

/** The span in which something may be waited for: a socket's, or a client's. */
export interface Lifetime {
  /** Why it ended; null while it lasts. */
  readonly endedBy: Error | null
  /** Ends it once; whoever waits is rejected with the reason, later ends are ignored. */
  end(reason: Error): void
  /** Calls back at the end, or now where that has passed. */
  onEnd(callback: (reason: Error) => void): void
  /** Takes a callback back. */
  offEnd(callback: (reason: Error) => void): void
  /** Settles as `promise` does, unless the end, the signal or the time limit comes first. Leaves no timer behind. */
  during<T>(promise: Promise<T>, limits?: WaitLimits): Promise<T>
  sleep(ms: number): Promise<void>
}

/** A lifetime that starts now. */
export function createLifetime(): Lifetime {
  let endedBy: Error | null = null
  const onEnds = new Set<(reason: Error) => void>()

  function wait<T>(
    start: (settle: { resolve: (value: T) => void; reject: (error: unknown) => void }) => void,
    { signal, timeoutMs, onTimeout }: WaitLimits,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined
      const onAbort = () => settled.reject(signal?.reason)
      const release = () => {
        clearTimeout(timer)
        onEnds.delete(settled.reject)
        signal?.removeEventListener('abort', onAbort)
      }
      const settled = {
        resolve: (value: T) => {
          release()
          resolve(value)
        },
        reject: (error: unknown) => {
          release()
          reject(error)
        },
      }
      // Started even where the end has come, so that a promise handed in never rejects unhandled.
      start(settled)
      if (endedBy !== null) return settled.reject(endedBy)
      if (signal?.aborted) return settled.reject(signal.reason)
      onEnds.add(settled.reject)
      signal?.addEventListener('abort', onAbort)
      if (timeoutMs !== undefined && Number.isFinite(timeoutMs)) {
        timer = setTimeout(() => settled.reject(onTimeout?.() ?? new Error('too late')), timeoutMs)
      }
    })
  }

  return {
    get endedBy() {
      return endedBy
    },
    end(reason) {
      if (endedBy !== null) return
      endedBy = reason
      for (const callback of [...onEnds]) callback(reason)
      onEnds.clear()
    },
    onEnd(callback) {
      if (endedBy === null) onEnds.add(callback)
      else callback(endedBy)
    },
    offEnd: (callback) => void onEnds.delete(callback),
    during: (promise, limits = {}) =>
      wait((settle) => void promise.then(settle.resolve, settle.reject), limits),
    sleep: (ms) =>
      new Promise<void>((resolve, reject) => {
        if (endedBy !== null) return reject(endedBy)
        const onEnd = (reason: Error) => {
          clearTimeout(timer)
          reject(reason)
        }
        const timer = setTimeout(() => {
          onEnds.delete(onEnd)
          resolve()
        }, ms)
        onEnds.add(onEnd)
      }),
  }
}
