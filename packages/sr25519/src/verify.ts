import { sr25519_verify } from '@polkadot-labs/schnorrkel-wasm'
import { isRistrettoPoint } from './ristretto-point.ts'
import { isCanonicalScalar } from './scalar.ts'

const SIGNATURE_BYTES = 64
/** The bit by which schnorrkel tells its signatures from ed25519's. */
const MARKER_BIT = 0x80

const WRAP_BEFORE = new TextEncoder().encode('<Bytes>')
const WRAP_AFTER = new TextEncoder().encode('</Bytes>')

const MAX_REMEMBERED_KEYS = 1_024
/** Public keys that verified once and so need no second look: most callers call again. */
const soundKeys = new Set<string>()

/**
 * True if the signature is the key holder's over exactly these bytes: sr25519 with the context `substrate`.
 * False, and never a throw, for anything else whatever.
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (!isBytes(message) || !isBytes(signature) || !isBytes(publicKey)) return false
  if (!isWellFormed(signature) || publicKey.length !== 32) return false
  const keyText = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1')
  if (!soundKeys.has(keyText) && !isSoundKey(publicKey)) return false
  const verified = sr25519_verify(publicKey, message, signature)
  if (verified) remember(keyText)
  return verified
}

/**
 * Like `verify`, and true as well for a signature over `<Bytes>message</Bytes>`, the form in which browser
 * wallets sign; the SDK's `Keypair.verify` takes both.
 */
export function verifyWrapped(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (verify(message, signature, publicKey)) return true
  return isBytes(message) && verify(wrap(message), signature, publicKey)
}

/**
 * The wasm does not return an error for what it cannot decode, it panics: that prints, leaks, and after some
 * hundred times nothing works any more. So nothing reaches it that it could fail to decode.
 */
function isWellFormed(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  const last = signature[SIGNATURE_BYTES - 1] ?? 0
  if ((last & MARKER_BIT) === 0) return false
  const scalar = new Uint8Array(signature.subarray(32))
  scalar[31] = last & ~MARKER_BIT
  return isCanonicalScalar(scalar)
}

/** The identity is refused though it decodes: anyone can sign for it, and chains keep it where a key is missing. */
function isSoundKey(publicKey: Uint8Array): boolean {
  return publicKey.some((byte) => byte !== 0) && isRistrettoPoint(publicKey)
}

function remember(keyText: string): void {
  if (soundKeys.has(keyText)) return
  if (soundKeys.size >= MAX_REMEMBERED_KEYS) {
    const [oldest] = soundKeys
    if (oldest !== undefined) soundKeys.delete(oldest)
  }
  soundKeys.add(keyText)
}

function wrap(message: Uint8Array): Uint8Array {
  return Buffer.concat([WRAP_BEFORE, message, WRAP_AFTER])
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
