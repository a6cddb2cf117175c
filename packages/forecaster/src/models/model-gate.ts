import type { IgError } from '@ig/errors'

/**
 * What the calls to one model know of each other: whether it has stopped (key, quota, outage) and until when a
 * rate limit asks them to wait. One for each model of a forecaster, for its lifetime.
 */
export interface ModelGate {
  /** Why no call may be made now; null where one may. */
  stopped(nowMs: number): IgError | null
  /** Stops the model for a while; true where it was not stopped already, so that one alert is given. */
  stop(reason: IgError, nowMs: number): boolean
  /** The earliest moment for the next call. */
  readonly notBeforeMs: number
  wait(untilMs: number): void
  succeeded(): void
  /** Counts a failure of the service; true when it was one too many in a row. */
  failed(): boolean
}

/** A wrong key or an empty account is looked at again after this time; somebody has to act first. */
const STOP_MS = 15 * 60_000
const OUTAGE_MS = 30_000
const FAILURES_TO_OUTAGE = 6

export function createModelGate(): ModelGate {
  let stop: { readonly reason: IgError; readonly untilMs: number } | null = null
  let failuresInARow = 0
  let notBeforeMs = 0
  return {
    stopped: (nowMs) => (stop !== null && nowMs < stop.untilMs ? stop.reason : null),
    stop(reason, nowMs) {
      const isNew = stop === null || nowMs >= stop.untilMs
      if (isNew) stop = { reason, untilMs: nowMs + (reason.retryable ? OUTAGE_MS : STOP_MS) }
      return isNew
    },
    get notBeforeMs() {
      return notBeforeMs
    },
    wait(untilMs) {
      notBeforeMs = Math.max(notBeforeMs, untilMs)
    },
    succeeded() {
      failuresInARow = 0
    },
    failed() {
      failuresInARow++
      return failuresInARow >= FAILURES_TO_OUTAGE
    },
  }
}
