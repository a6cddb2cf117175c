/** Nonces in nanoseconds: the time, and always more than the one before, also where the clock stands or goes back. */
export function createNonceSource(nowNs: () => bigint): () => bigint {
  let last = 0n
  return () => {
    const now = nowNs()
    last = now > last ? now : last + 1n
    return last
  }
}

/** The time since the Unix epoch; below the millisecond it is not exact, but seldom the same twice. */
export function systemNowNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n)
}
