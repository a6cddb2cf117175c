/** The order of the ristretto255 group. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n

/** True if the 32 bytes are a number below the group's order, the only form in which schnorrkel takes a scalar. */
export function isCanonicalScalar(bytes: Uint8Array): boolean {
  // Below 2^252 it is smaller than the order whatever else it is: the usual case, without a bigint.
  if (((bytes[31] ?? 0xff) & 0xf0) === 0) return bytes.length === 32
  return bytes.length === 32 && littleEndian(bytes) < L
}

const COFACTOR_BITS = 3

/**
 * A secret key in ed25519's form, the scalar times the cofactor eight, which is the one that the wasm speaks.
 * A canonical scalar leaves the top bits free, so nothing is lost.
 */
export function toEd25519Form(secretKey: Uint8Array): Uint8Array {
  // Not slice(): a Buffer's shares its memory with the caller's.
  const result = new Uint8Array(secretKey)
  let carry = 0
  for (let i = 0; i < 32; i++) {
    const shifted = ((result[i] ?? 0) << COFACTOR_BITS) | carry
    result[i] = shifted & 0xff
    carry = shifted >> 8
  }
  return result
}

/** The inverse of `toEd25519Form`: schnorrkel's canonical form, which wallet files keep. */
export function fromEd25519Form(secretKey: Uint8Array): Uint8Array {
  const result = new Uint8Array(secretKey)
  let carry = 0
  for (let i = 31; i >= 0; i--) {
    const byte = result[i] ?? 0
    result[i] = (byte >> COFACTOR_BITS) | carry
    carry = (byte << (8 - COFACTOR_BITS)) & 0xff
  }
  return result
}

/** The bytes as an unsigned number, least significant first. */
function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
