/** How old a `btauth/1` nonce may be. */
export const BTAUTH_MAX_AGE_NS = 10_000_000_000n

/** How far a `btauth/1` nonce may lie in the future. */
export const BTAUTH_MAX_SKEW_NS = 2_000_000_000n

/** How long an accepted (hotkey, nonce) is to be remembered. */
export const BTAUTH_REPLAY_WINDOW_NS = 60_000_000_000n

/** Whether a `btauth/1` request is for this receiver and fresh; `message` is for the caller. */
export type BtauthVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'E_BTAUTH_RECEIVER' | 'E_BTAUTH_STALE'; readonly message: string }

/**
 * Whether a well-formed `btauth/1` request is for this receiver and fresh; both limits are inclusive. The signature
 * comes after, and last the replay guard: nonces are unique per hotkey, not increasing.
 *
 * @see bittensor 11.3.0, bittensor/http_auth.py
 */
export function judgeBtauth({
  headers,
  selfHotkey,
  nowNs,
}: {
  readonly headers: { readonly receiver: string | null; readonly nonceNs: bigint }
  /** SS58 */
  readonly selfHotkey: string
  readonly nowNs: bigint
}): BtauthVerdict {
  if (headers.receiver === null) {
    const message = 'missing X-Bittensor-Receiver: this server requires receiver-bound requests'
    return { ok: false, code: 'E_BTAUTH_RECEIVER', message }
  }
  if (headers.receiver !== selfHotkey) {
    return {
      ok: false,
      code: 'E_BTAUTH_RECEIVER',
      message: 'request was signed for a different receiving hotkey',
    }
  }
  const ageNs = nowNs - headers.nonceNs
  if (ageNs > BTAUTH_MAX_AGE_NS) {
    return { ok: false, code: 'E_BTAUTH_STALE', message: 'nonce is older than the 10s freshness window' }
  }
  if (-ageNs > BTAUTH_MAX_SKEW_NS) {
    return { ok: false, code: 'E_BTAUTH_STALE', message: 'nonce is more than 2s in the future' }
  }
  return { ok: true }
}
