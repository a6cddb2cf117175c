import type { BlockRef } from '../chain-data.ts'

// Forks are a few blocks deep at most.
const REMEMBERED_BLOCKS = 64

/** Tells heads that go on from those that only come late. */
export interface HeadOrder {
  /** False for a head that is older than the newest: lower, and not of another fork as far as is known. */
  takes(head: BlockRef): boolean
}

/** For the heads of one node, whose answers may come in another order than its blocks. */
export function createHeadOrder(): HeadOrder {
  const seen = new Map<number, string>()
  let newestNumber = -1

  return {
    takes({ number, hash }) {
      const known = seen.get(number)
      if (number < newestNumber && (known === undefined || known === hash)) return false
      // What stood above belongs to the fork that is left.
      for (const above of seen.keys()) if (above > number) seen.delete(above)
      seen.set(number, hash)
      const [oldest] = seen.keys()
      if (oldest !== undefined && seen.size > REMEMBERED_BLOCKS) seen.delete(oldest)
      newestNumber = number
      return true
    },
  }
}
