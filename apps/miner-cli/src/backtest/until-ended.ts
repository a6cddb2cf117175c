import type { Logger } from '../output/create-log.ts'
import { untilInterrupted } from '../process/until-interrupted.ts'
import { withDeadline } from '../process/with-deadline.ts'
import type { ContestantsRun, StartedRun } from './run-contestants.ts'

/** What calls in flight are given to be answered and kept; the whole process is to end within two seconds. */
const DRAIN_MS = 1_200

/**
 * Waits for a run to end; null where Ctrl+C ended it first. Calls in flight are then waited for a moment, so that they
 * need not be paid again, and the log says how to go on.
 */
export async function untilEnded(
  { ended, interruption, done }: StartedRun,
  about: {
    readonly of: number
    readonly out: string | null
    readonly cacheDir: string | null
    readonly log: Logger
  },
): Promise<ContestantsRun | null> {
  const { of, out, cacheDir, log } = about
  using signals = untilInterrupted()
  const first = await Promise.race([ended, signals.interrupted])
  if (first !== 'interrupted') return first
  interruption.stop()
  const quiet = ended.then(
    () => {},
    // Every question that is left fails, which is what was asked for.
    () => {},
  )
  await withDeadline(quiet, DRAIN_MS)
  log.warn({ done: done(), of }, `interrupted; ${howToGoOn(out, cacheDir)}`)
  return null
}

function howToGoOn(out: string | null, cacheDir: string | null): string {
  if (out !== null) return `the same command with --resume goes on from what is in ${out}`
  if (cacheDir !== null) return `the same command goes on from what is in ${cacheDir}`
  return 'nothing was kept: with --out DIR a run can go on by --resume'
}
