import type { Clock } from '@ig/miner'
import { type CheckResult, fail } from './check-result.ts'
import { failedCheck } from './failed-check.ts'

/** A check that can be run. */
export interface Check {
  readonly name: string
  /** What it may take; 10 s unless given. */
  readonly limitMs?: number
  /** Heeds the signal where it waits for others; what it throws becomes a failed row. */
  run(signal: AbortSignal): Promise<CheckResult | readonly CheckResult[]>
}

const LIMIT_MS = 10_000

/** Runs a check to its rows. Never throws, and never waits longer than its limit. */
export async function runCheck(
  { name, limitMs = LIMIT_MS, run }: Check,
  clock: Pick<Clock, 'setTimer'>,
): Promise<readonly CheckResult[]> {
  const controller = new AbortController()
  const late = Promise.withResolvers<readonly CheckResult[]>()
  const cancelTimer = clock.setTimer(() => {
    const row = fail(
      name,
      `no result within ${limitMs / 1_000} s`,
      'Try again; look whether the network works.',
    )
    late.resolve([row])
    controller.abort(new Error('The check took too long.'))
  }, limitMs)
  try {
    // In a function of its own, so that what is thrown at once is a row as well.
    const result = (async () => run(controller.signal))()
    return await Promise.race([result.then((rows) => ('name' in rows ? [rows] : rows)), late.promise])
  } catch (error) {
    return [failedCheck(name, error)]
  } finally {
    cancelTimer()
  }
}
