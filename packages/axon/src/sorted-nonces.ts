/** Nonces of one caller in ascending order, eight bytes each. */
export interface SortedNonces {
  has(nonceNs: bigint): boolean
  /** Adds a nonce that is not in it yet. */
  add(nonceNs: bigint): void
  /** Forgets all nonces below the bound and returns the highest of them; null where there was none. */
  dropBelow(boundNs: bigint): bigint | null
  size(): number
}

/** Most nonces arrive in ascending order and leave so too: both ends are cheap, the middle is a memmove. */
export function createSortedNonces(): SortedNonces {
  let values = new BigUint64Array(8)
  let start = 0
  let end = 0

  function lowerBound(nonceNs: bigint): number {
    // A newer nonce than all is the rule.
    if (end === start || nonceNs > (values[end - 1] ?? 0n)) return end
    let low = start
    let high = end
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] ?? 0n) < nonceNs) low = middle + 1
      else high = middle
    }
    return low
  }

  function makeRoom(): void {
    if (end < values.length) return
    const target = end - start > values.length / 2 ? new BigUint64Array(values.length * 2) : values
    target.set(values.subarray(start, end))
    values = target
    end -= start
    start = 0
  }

  return {
    has(nonceNs) {
      const at = lowerBound(nonceNs)
      return at < end && values[at] === nonceNs
    },
    add(nonceNs) {
      makeRoom()
      const at = lowerBound(nonceNs)
      if (at < end) values.copyWithin(at + 1, at, end)
      values[at] = nonceNs
      end++
    },
    dropBelow(boundNs) {
      const at = lowerBound(boundNs)
      if (at === start) return null
      start = at
      return values[at - 1] ?? null
    },
    size() {
      return end - start
    },
  }
}
