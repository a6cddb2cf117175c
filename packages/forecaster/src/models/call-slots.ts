import { untilAborted } from '../until-aborted.ts'

/** Keeps model calls to a number in flight; those that wait go in the order in which they came. */
export interface CallSlots {
  /** Runs as soon as a slot is free. Rejects with the signal's reason when that ends first. */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>
}

export function createCallSlots(limit: number): CallSlots {
  const waiting: (() => void)[] = []
  let inFlight = 0

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (inFlight < limit) {
      inFlight++
      return
    }
    let admit = () => {}
    const admitted = new Promise<void>((resolve) => {
      admit = resolve
    })
    waiting.push(admit)
    try {
      await untilAborted(admitted, signal)
    } catch (reason) {
      const at = waiting.indexOf(admit)
      // Admitted in the very moment it gave up: the slot goes to the next.
      if (at < 0) leave()
      else waiting.splice(at, 1)
      throw reason
    }
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else inFlight--
  }

  return {
    async run(call, signal) {
      await enter(signal)
      try {
        return await call()
      } finally {
        leave()
      }
    },
  }
}
