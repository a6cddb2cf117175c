import type { PriceRecord } from '../ports.ts'
import type { Batch } from './write-batches.ts'

const QUEUE_LIMIT = 20_000

/** Prices on their way to disk, bounded in memory. */
export interface PriceLog {
  record(price: PriceRecord): void
  /** What waits as rows, and `done` to call once they are on disk. */
  batch(): Batch
  /** Prices that were never written because too many waited. */
  lost(): number
}

export function createPriceLog(): PriceLog {
  let queued: PriceRecord[] = []
  let lost = 0
  return {
    record(price) {
      if (queued.length >= QUEUE_LIMIT) lost += 1
      else queued.push(price)
    },
    batch() {
      const taken = queued.length
      return {
        writes: queued.map((price) => ({ type: 'price', price })),
        done: () => {
          queued = queued.slice(taken)
        },
      }
    },
    lost: () => lost,
  }
}
