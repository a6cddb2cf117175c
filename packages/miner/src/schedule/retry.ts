import { IgError } from '@ig/errors'
import type { Attempt } from './plan.ts'

// A rate limit or a lost connection is worth another try soon; a refused key is not. Both stay below an interval.
const SOON = { firstMs: 30_000, mostMs: 30 * 60_000 }
const LATER = { firstMs: 10 * 60_000, mostMs: 60 * 60_000 }

/**
 * The attempt after a failure: waits twice as long each time, times 0.5 to 1.5 by `random` (0 to 1), and at least
 * as long as the error's `retryAfterMs` value asks. It never gives up.
 */
export function failedAttempt({
  previous,
  error,
  nowMs,
  random,
}: {
  readonly previous: Attempt | undefined
  readonly error: unknown
  readonly nowMs: number
  readonly random: () => number
}): Attempt {
  const failures = (previous?.failures ?? 0) + 1
  const { firstMs, mostMs } = isRetryable(error) ? SOON : LATER
  const waitMs = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20)) * (0.5 + random())
  return {
    doneAtMs: previous?.doneAtMs ?? null,
    market: previous?.market ?? null,
    failures,
    notBeforeMs: nowMs + Math.max(waitMs, Math.min(retryAfterMs(error), LATER.mostMs)),
  }
}

/** True where the same forecast may succeed soon. What is not an `IgError` is a fault of the code: not soon. */
function isRetryable(error: unknown): boolean {
  return IgError.isInstance(error) && error.retryable
}

function retryAfterMs(error: unknown): number {
  const asked = IgError.isInstance(error) ? error.values.retryAfterMs : undefined
  return typeof asked === 'number' && asked > 0 ? asked : 0
}

/** What to call an error in a log and in the status: its code, or its name where it has none. */
export function errorCode(error: unknown): string {
  if (IgError.isInstance(error)) return error.code
  return error instanceof Error ? error.name : 'unknown'
}
