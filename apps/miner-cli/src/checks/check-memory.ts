import { type CheckResult, fail, ok, warn } from './check-result.ts'

const MIB = 2 ** 20
/** A miner with a model and a database of a year takes some 200 MiB. */
const FAIL_BYTES = 192 * MIB
const WARN_BYTES = 512 * MIB

/** Whether there is memory for a miner: `availableBytes` as `process.availableMemory()` has it, cgroups counted. */
export function checkMemory({
  availableBytes,
  totalBytes,
  isRunning,
}: {
  readonly availableBytes: number
  readonly totalBytes: number
  /** A miner runs already, and has what it needs. */
  readonly isRunning: boolean
}): CheckResult {
  const seen = `${Math.floor(availableBytes / MIB)} MiB available of ${Math.floor(totalBytes / MIB)} MiB`
  const mend = 'End what takes the memory (`ps aux --sort=-rss | head`), or take a larger machine.'
  if (availableBytes < FAIL_BYTES && !isRunning) return fail('memory', seen, mend)
  return availableBytes < WARN_BYTES ? warn('memory', seen, mend) : ok('memory', seen)
}
