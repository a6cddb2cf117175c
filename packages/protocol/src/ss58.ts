import { hash } from 'node:crypto'
import { IgError } from '@ig/errors'
import { base58 } from '@scure/base'

/** The one SS58 prefix of Bittensor addresses (Substrate's generic one). */
export const BITTENSOR_SS58_PREFIX = 42

const CHECKSUM_CONTEXT = new TextEncoder().encode('SS58PRE')
const MAX_PREFIX = 16_383
// 2 bytes of prefix, 32 of key, 2 of checksum are 49 characters of base58 at most: longer text is never decoded.
const MAX_ADDRESS_LENGTH = 50

/**
 * The SS58 address of a 32-byte public key.
 *
 * @throws IgError `E_SS58` for another key length or a prefix outside 0 to 16383 (46 and 47 are reserved).
 * @see https://docs.polkadot.com/reference/parachains/accounts/ (address format, checksum)
 */
export function encodeSs58(publicKey: Uint8Array, prefix: number = BITTENSOR_SS58_PREFIX): string {
  if (publicKey.length !== 32) {
    throw new IgError({
      code: 'E_SS58',
      message: 'A public key has 32 bytes.',
      values: { length: publicKey.length },
    })
  }
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > MAX_PREFIX || prefix === 46 || prefix === 47) {
    throw new IgError({
      code: 'E_SS58',
      message: 'The SS58 prefix is not one of 0 to 16383.',
      values: { prefix },
    })
  }
  const head = prefixBytes(prefix)
  const payload = new Uint8Array(head.length + 32)
  payload.set(head)
  payload.set(publicKey, head.length)
  const address = new Uint8Array(payload.length + 2)
  address.set(payload)
  address.set(checksum(payload), payload.length)
  return base58.encode(address)
}

/**
 * The 32-byte public key and the network prefix of an SS58 address of any network; `decodeBittensorAddress` takes
 * those of Bittensor alone.
 *
 * @throws IgError `E_SS58` for text that is not base58, has another length, or a wrong checksum.
 */
export function decodeSs58(address: string): { publicKey: Uint8Array; prefix: number } {
  const bytes = decodeBase58(address)
  const first = bytes[0] ?? 255
  const headLength = first < 64 ? 1 : 2
  if (first > 127 || bytes.length !== headLength + 34)
    throw invalidAddress(address, 'its length or prefix is wrong')
  const payload = bytes.subarray(0, headLength + 32)
  const [low, high] = checksum(payload)
  if (bytes[headLength + 32] !== low || bytes[headLength + 33] !== high) {
    throw invalidAddress(address, 'its checksum is wrong')
  }
  const prefix = headLength === 1 ? first : decodeTwoBytePrefix(first, bytes[1] ?? 0)
  // A two-byte form of a prefix below 64 would be a second spelling of the same address.
  if ((headLength === 2 && prefix < 64) || prefix === 46 || prefix === 47) {
    throw invalidAddress(address, 'its prefix is reserved')
  }
  return { publicKey: bytes.slice(headLength, headLength + 32), prefix }
}

function decodeBase58(address: string): Uint8Array {
  if (typeof address !== 'string' || address.length > MAX_ADDRESS_LENGTH) {
    throw invalidAddress(address, 'it is too long')
  }
  try {
    return base58.decode(address)
  } catch (cause) {
    throw invalidAddress(address, 'it is not base58', cause)
  }
}

function checksum(payload: Uint8Array): [number, number] {
  const input = new Uint8Array(CHECKSUM_CONTEXT.length + payload.length)
  input.set(CHECKSUM_CONTEXT)
  input.set(payload, CHECKSUM_CONTEXT.length)
  const hex = hash('blake2b512', input)
  return [Number.parseInt(hex.slice(0, 2), 16), Number.parseInt(hex.slice(2, 4), 16)]
}

function prefixBytes(prefix: number): number[] {
  if (prefix < 64) return [prefix]
  return [((prefix & 0b1111_1100) >> 2) | 0b0100_0000, (prefix >> 8) | ((prefix & 0b11) << 6)]
}

function decodeTwoBytePrefix(first: number, second: number): number {
  return ((first & 0b0011_1111) << 2) | (second >> 6) | ((second & 0b0011_1111) << 8)
}

function invalidAddress(address: unknown, why: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_SS58',
    message: `The SS58 address is invalid: ${why}.`,
    values: { address },
    hint: 'Copy it again, whole.',
    cause,
  })
}
