/** Requests of each caller, limited by a token bucket: so many a second, three times that at once. */
export interface RateLimiter {
  /** Seconds until the key has a token again; 0 where it has one. Spends nothing and remembers nobody. */
  waitSeconds(key: string, nowMs: number): number
  /** Spends a token if there is one; false otherwise. Only for keys that verified. */
  spend(key: string, nowMs: number): boolean
  /** From now on so many a second; buckets keep what is in them, up to the new burst. */
  limitTo(ratePerSecond: number): void
  readonly size: number
}

interface Bucket {
  tokens: number
  atMs: number
}

const BURST_SECONDS = 3

/**
 * A rate of 0 turns the limit off. At most `maxKeys` buckets are kept; the one unused for longest goes first,
 * and going means being full again, so forgetting only ever favours a caller.
 */
export function createRateLimiter(startRatePerSecond: number, maxKeys = 16_384): RateLimiter {
  let ratePerSecond = startRatePerSecond
  const burst = () => Math.max(1, ratePerSecond * BURST_SECONDS)
  const buckets = new Map<string, Bucket>()

  function refilled(bucket: Bucket, nowMs: number): number {
    // A clock that steps back takes no tokens away.
    const elapsedSeconds = Math.max(0, nowMs - bucket.atMs) / 1000
    return Math.min(burst(), bucket.tokens + elapsedSeconds * ratePerSecond)
  }

  return {
    waitSeconds(key, nowMs) {
      if (ratePerSecond === 0) return 0
      const bucket = buckets.get(key)
      if (!bucket) return 0
      const tokens = refilled(bucket, nowMs)
      return tokens >= 1 ? 0 : (1 - tokens) / ratePerSecond
    },
    spend(key, nowMs) {
      if (ratePerSecond === 0) return true
      const bucket = buckets.get(key)
      const tokens = bucket ? refilled(bucket, nowMs) : burst()
      if (tokens < 1) return false
      buckets.delete(key)
      buckets.set(key, { tokens: tokens - 1, atMs: nowMs })
      if (buckets.size > maxKeys) {
        const [oldest] = buckets.keys()
        if (oldest !== undefined) buckets.delete(oldest)
      }
      return true
    },
    limitTo(rate) {
      ratePerSecond = rate
    },
    get size() {
      return buckets.size
    },
  }
}
