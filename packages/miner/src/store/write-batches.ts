import type { Write } from './journal.ts'
import type { WriteQueue } from './write-queue.ts'

/** What was collected since the last batch. */
export interface Batch {
  readonly writes: readonly Write[]
  /** Lets go of it: it is written, or never will be. */
  done(): void
}

/**
 * Writes batches as one. They are kept for the next time only where the disk refuses: what cannot be a row, and makes
 * this throw, must not come again.
 */
export function writeBatches(queue: Pick<WriteQueue, 'attempt'>, batches: readonly Batch[]): void {
  let taken = true
  try {
    taken = queue.attempt(batches.flatMap(({ writes }) => writes))
  } finally {
    if (taken) for (const batch of batches) batch.done()
  }
}
