import { IgError } from '@ig/errors'
import { hex as base16 } from '@scure/base'
import { decodeBittensorAddress } from './bittensor-address.ts'
import type { BtauthScheme } from './btauth-payload.ts'

import type { GetHeader } from './terminal.ts'

/** The headers of a `btauth/1` request, well-formed but not verified. */
export interface BtauthHeaders {
  readonly scheme: BtauthScheme
  /** SS58 with prefix 42. */
  readonly sender: string
  readonly senderPublicKey: Uint8Array
  readonly nonceNs: bigint
  /** 64 bytes */
  readonly signature: Uint8Array
  /** As sent; null where the header is absent. */
  readonly receiver: string | null
}

/**
 * Reads the `X-Bittensor-*` headers, strictly: decimal nonce, hex signature of 64 bytes, addresses with prefix 42.
 *
 * @throws IgError `E_BTAUTH_MALFORMED`
 * @see bittensor 11.3.0, bittensor/http_auth.py, whose MalformedAuth this is, without its lax integers
 */
export function parseBtauthHeaders(getHeader: GetHeader): BtauthHeaders {
  if (getHeader('x-bittensor-version') !== '1') {
    throw malformed("missing or unsupported X-Bittensor-Version (expected '1')")
  }
  const sender = required(getHeader, 'X-Bittensor-Hotkey')
  const nonce = required(getHeader, 'X-Bittensor-Nonce')
  const signature = required(getHeader, 'X-Bittensor-Signature')
  if (!/^\d{1,20}$/.test(nonce)) throw malformed('X-Bittensor-Nonce is not a decimal integer')
  const scheme = getHeader('x-bittensor-crypto') ?? 'sr25519'
  if (scheme !== 'sr25519' && scheme !== 'ed25519') throw malformed('unsupported X-Bittensor-Crypto')
  const hex = signature.startsWith('0x') ? signature.slice(2) : signature
  if (!/^[0-9a-fA-F]{128}$/.test(hex)) throw malformed('X-Bittensor-Signature is not hex of 64 bytes')
  return {
    scheme,
    sender,
    senderPublicKey: publicKeyOf(sender),
    nonceNs: BigInt(nonce),
    signature: base16.decode(hex.toLowerCase()),
    receiver: getHeader('x-bittensor-receiver') ?? null,
  }
}

/** The headers of a signed request, in the SDK's order. */
export function encodeBtauthHeaders(headers: {
  readonly scheme?: BtauthScheme
  readonly sender: string
  readonly nonceNs: bigint
  readonly signature: Uint8Array
  readonly receiver: string | null
}): [string, string][] {
  const lines: [string, string][] = [
    ['X-Bittensor-Version', '1'],
    ['X-Bittensor-Hotkey', headers.sender],
    ['X-Bittensor-Nonce', String(headers.nonceNs)],
    ['X-Bittensor-Signature', `0x${base16.encode(headers.signature)}`],
  ]
  if (headers.scheme && headers.scheme !== 'sr25519') lines.push(['X-Bittensor-Crypto', headers.scheme])
  if (headers.receiver !== null) lines.push(['X-Bittensor-Receiver', headers.receiver])
  return lines
}

function required(getHeader: GetHeader, name: string): string {
  const value = getHeader(name.toLowerCase())
  if (!value) throw malformed(`missing ${name}`)
  return value
}

function publicKeyOf(sender: string): Uint8Array {
  try {
    return decodeBittensorAddress(sender)
  } catch (cause) {
    throw malformed('X-Bittensor-Hotkey is not a Bittensor address (SS58 prefix 42)', cause)
  }
}

function malformed(problem: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_BTAUTH_MALFORMED',
    message: `The btauth/1 headers are malformed: ${problem}.`,
    cause,
  })
}
