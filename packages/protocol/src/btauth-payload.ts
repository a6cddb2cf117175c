import { hash } from 'node:crypto'

/** The kinds of keys that `btauth/1` knows. */
export type BtauthScheme = 'sr25519' | 'ed25519'

/** What a `btauth/1` signature covers. */
export interface BtauthParts {
  readonly scheme?: BtauthScheme
  /** In any case. */
  readonly method: string
  /** Path and query exactly as sent. */
  readonly target: string
  readonly nonceNs: bigint
  /** SS58 */
  readonly sender: string
  /** SS58; null where the request is bound to no receiver. */
  readonly receiver: string | null
}

/**
 * The text that `btauth/1` signs, to be taken as UTF-8. The body comes as bytes, or as the hex sha-256 of them.
 *
 * @see bittensor 11.3.0, bittensor/http_auth.py
 */
export function btauthPayload(
  parts: BtauthParts & ({ readonly body: Uint8Array } | { readonly bodySha256Hex: string }),
): string {
  const bodyHash = 'body' in parts ? hash('sha256', parts.body) : parts.bodySha256Hex
  return [
    'btauth/1',
    parts.scheme ?? 'sr25519',
    parts.method.toUpperCase(),
    parts.target,
    bodyHash,
    String(parts.nonceNs),
    parts.sender,
    parts.receiver ?? '-',
  ].join('\n')
}
