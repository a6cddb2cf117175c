import { untilAborted } from '../until-aborted.ts'

/** Equal work in flight is one: whoever comes later waits for the first one's result. */
export interface OneFlight<T> {
  /**
   * `run` is called unless work of this key is under way. A caller whose signal ends leaves the others alone; when
   * nobody waits any longer, the work's own signal ends, and the last to leave sees it end.
   */
  join(key: string, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T>
}

interface Flight<T> {
  readonly result: Promise<T>
  readonly controller: AbortController
  waiting: number
}

export function createOneFlight<T>(): OneFlight<T> {
  const flights = new Map<string, Flight<T>>()

  function start(key: string, run: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const flight: Flight<T> = { result: run(controller.signal), controller, waiting: 0 }
    flights.set(key, flight)
    return flight
  }

  function land(key: string, flight: Flight<T>): void {
    if (flights.get(key) === flight) flights.delete(key)
  }

  return {
    async join(key, signal, run) {
      signal.throwIfAborted()
      const flight = flights.get(key) ?? start(key, run)
      flight.waiting++
      try {
        return await untilAborted(flight.result, signal)
      } catch (reason) {
        if (signal.aborted && flight.waiting === 1) {
          // Whoever asks from now on starts anew.
          land(key, flight)
          flight.controller.abort(signal.reason)
          await flight.result.catch(() => {})
        }
        throw reason
      } finally {
        flight.waiting--
        if (!signal.aborted || flight.waiting === 0) land(key, flight)
      }
    },
  }
}
