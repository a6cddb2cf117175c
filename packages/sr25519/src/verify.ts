import { createRegulars } from './regulars.ts'
import { sharedVerifier } from './verifier.ts'

const SIGNATURE_BYTES = 64
const KEY_BYTES = 32

const WRAP_BEFORE = new TextEncoder().encode('<Bytes>')
const WRAP_AFTER = new TextEncoder().encode('</Bytes>')

/** Twice the validators of a subnet; 17 MB where all are taken. */
const REMEMBERED_KEYS = 128
/**
 * To remember a key costs as much as five verifications: not many at once, so that nobody waits for them, and not so
 * many that keys which drive each other out would cost more than keys that are not remembered at all.
 */
const regulars = createRegulars({ slots: REMEMBERED_KEYS, worthAt: 8, spacing: 16, maxCounted: 1_024 })

/**
 * True if the signature is the key holder's over exactly these bytes: sr25519 with the context `substrate`.
 * False, and never a throw, for anything else whatever.
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (!isBytes(message) || !isBytes(signature) || !isBytes(publicKey)) return false
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false
  const verifier = sharedVerifier()
  const key = Buffer.from(publicKey.buffer, publicKey.byteOffset, KEY_BYTES).toString('latin1')
  const slot = regulars.slotOf(key)
  if (slot !== undefined) return verifier.verifyRemembered(slot, message, signature, publicKey)
  if (isIdentity(publicKey) || !verifier.verify(message, signature, publicKey)) return false
  const newSlot = regulars.count(key)
  if (newSlot !== undefined) verifier.remember(newSlot)
  return true
}

/**
 * Like `verify`, and true as well for a signature over `<Bytes>message</Bytes>`, the form in which browser
 * wallets sign; the SDK's `Keypair.verify` takes both.
 */
export function verifyWrapped(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (verify(message, signature, publicKey)) return true
  return isBytes(message) && verify(wrap(message), signature, publicKey)
}

/** It decodes, but anyone can sign for it, and chains keep it where a key is missing. */
function isIdentity(publicKey: Uint8Array): boolean {
  return publicKey.every((byte) => byte === 0)
}

function wrap(message: Uint8Array): Uint8Array {
  return Buffer.concat([WRAP_BEFORE, message, WRAP_AFTER])
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
