import { untilAborted } from './until-aborted.ts'

/** Equal work in flight is one: whoever comes later waits for the first one's result. */
export interface OneFlight<T> {
  /** `run` is called unless work of this key is under way; its signal is aborted when nobody waits any longer. */
  join(key: string, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T>
}

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  waiting: number
}

/** Work by its key. */
export function createOneFlight<T>(): OneFlight<T> {
  const flights = new Map<string, Flight<T>>()

  function start(key: string, run: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const promise = run(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight: Flight<T> = { promise, controller, waiting: 0 }
    flights.set(key, flight)
    return flight
  }

  return {
    async join(key, signal, run) {
      signal.throwIfAborted()
      const flight = flights.get(key) ?? start(key, run)
      flight.waiting += 1
      try {
        return await untilAborted(flight.promise, signal)
      } finally {
        flight.waiting -= 1
        if (flight.waiting === 0) {
          // Nobody takes part in it any more, so that who comes next starts anew.
          if (flights.get(key) === flight) flights.delete(key)
          flight.controller.abort(signal.reason)
        }
      }
    },
  }
}
