/** The longest that a classic nonce can stay acceptable after it was made: 120 s of timeout and 4 s of tolerance. */
export const NONCE_MAX_WINDOW_NS = 124_000_000_000n

/** How far a nonce may lie in the future, and what is added to the timeout for its age. */
export const NONCE_TOLERANCE_NS = 4_000_000_000n

const MAX_TIMEOUT_SECONDS = 120
// The SDK's default where a request names no timeout.
const DEFAULT_TIMEOUT_SECONDS = 12

/** Whether a nonce is taken; `message` is for the caller. */
export type NonceVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly reason: 'too-old' | 'in-future' | 'not-increasing'
      readonly message: string
    }

/**
 * Whether a classic request's nonce is fresh: at most `min(timeout, 120 s) + 4 s` old, at most 4 s in the future, and
 * above the last one accepted from the same public key and uuid. The caller also keeps each (public key, nonce)
 * from being used twice. Stricter than the SDK, whose window the unsigned timeout can widen without bound: a
 * timeout that is NaN or negative counts as 0, a missing one as 12 s.
 */
export function judgeNonce({
  nonceNs,
  nowNs,
  timeoutSeconds,
  lastNonceNs,
}: {
  readonly nonceNs: bigint
  readonly nowNs: bigint
  readonly timeoutSeconds: number | undefined
  readonly lastNonceNs?: bigint | undefined
}): NonceVerdict {
  const ageNs = nowNs - nonceNs
  const windowNs = nonceWindowNs(timeoutSeconds)
  if (ageNs > windowNs) {
    const message = `Nonce is too old: acceptable delta is ${inSeconds(windowNs)} seconds but request was ${inSeconds(ageNs)} seconds old`
    return { ok: false, reason: 'too-old', message }
  }
  if (-ageNs > NONCE_TOLERANCE_NS) {
    const message = `Nonce is in the future: acceptable delta is ${inSeconds(NONCE_TOLERANCE_NS)} seconds but request was ${inSeconds(-ageNs)} seconds ahead`
    return { ok: false, reason: 'in-future', message }
  }
  if (lastNonceNs !== undefined && nonceNs <= lastNonceNs) {
    const message = 'Nonce is too old, a newer one was last processed'
    return { ok: false, reason: 'not-increasing', message }
  }
  return { ok: true }
}

/** How old a nonce may be under this timeout, from 4 s to `NONCE_MAX_WINDOW_NS`. */
export function nonceWindowNs(timeoutSeconds: number | undefined): bigint {
  const asked = timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS
  const seconds = asked > 0 ? Math.min(asked, MAX_TIMEOUT_SECONDS) : 0
  return NONCE_TOLERANCE_NS + BigInt(Math.round(seconds * 1e9))
}

function inSeconds(ns: bigint): string {
  return (Number(ns) / 1e9).toFixed(2)
}
