import { randomBytes } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

/** Makes the 32-byte key of a password; a new array, which the caller overwrites. */
export type DeriveKey = (password: string, signal?: AbortSignal) => Promise<Uint8Array>

const PREFIX = Buffer.from('$NACL')
const NONCE_BYTES = 24

/** The content of a `$NACL` file: the prefix, a random nonce, then secretbox (the tag first). */
export function sealNacl(plain: Uint8Array, key: Uint8Array, nonce = randomBytes(NONCE_BYTES)): Uint8Array {
  return Buffer.concat([PREFIX, nonce, xsalsa20poly1305(key, nonce).encrypt(plain)])
}

/** What `sealNacl` was given, or null where the key is another or a bit has changed. */
export function openNacl(content: Uint8Array, key: Uint8Array): Uint8Array | null {
  const start = PREFIX.length + NONCE_BYTES
  const nonce = content.subarray(PREFIX.length, start)
  try {
    return xsalsa20poly1305(key, nonce).decrypt(content.subarray(start))
  } catch {
    // The one thing that it throws for a nonce and a key of the right length is a wrong tag.
    return null
  }
}
