import { blake2b } from '@noble/hashes/blake2.js'

const CHAIN_CODE_BYTES = 32
const U64_MAX = 2n ** 64n - 1n

/** One step of a derivation path: `//hard` or `/soft`. */
export interface Junction {
  readonly hard: boolean
  /** 32 bytes. */
  readonly chainCode: Uint8Array
}

/**
 * The junctions of a path like `//miner/0`.
 *
 * Source: Substrate's sp_core::crypto::DeriveJunction. A code that reads as an unsigned 64-bit number is that
 * number, any other is text, also a number that is larger.
 */
export function parsePath(path: string): readonly Junction[] {
  return Array.from(path.matchAll(/(\/\/?)([^/]+)/g), ([, slashes, code]) => ({
    hard: slashes === '//',
    chainCode: chainCode(code ?? ''),
  }))
}

function chainCode(code: string): Uint8Array {
  const encoded = encodeNumber(code) ?? encodeText(code)
  if (encoded.length > CHAIN_CODE_BYTES) return blake2b(encoded, { dkLen: CHAIN_CODE_BYTES })
  const padded = new Uint8Array(CHAIN_CODE_BYTES)
  padded.set(encoded)
  return padded
}

/** Rust reads a leading plus and leading zeros; the digits are counted first so that no giant is converted. */
function encodeNumber(code: string): Uint8Array | null {
  const digits = /^\+?0*([0-9]{1,20})$/.exec(code)?.[1]
  if (digits === undefined || BigInt(digits) > U64_MAX) return null
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(digits), true)
  return bytes
}

/** SCALE: the compact length in bytes, then the UTF-8. */
function encodeText(code: string): Uint8Array {
  const text = new TextEncoder().encode(code)
  return Buffer.concat([compactLength(text.length), text])
}

function compactLength(length: number): Uint8Array {
  if (length < 2 ** 6) return Uint8Array.of(length << 2)
  const bytes = Buffer.alloc(length < 2 ** 14 ? 2 : 4)
  bytes.writeUIntLE(length * 4 + (bytes.length === 2 ? 1 : 2), 0, bytes.length)
  return bytes
}
