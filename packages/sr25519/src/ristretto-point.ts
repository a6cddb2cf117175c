/** The field's prime, and the constants of edwards25519 that decoding needs (RFC 9496, section 4.1). */
const P = 2n ** 255n - 19n
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const SQRT_M1 = 19681161376707505956807079304988542015446066515923890162744021073123829784752n

/**
 * True if the 32 bytes encode a point of ristretto255, which is what an sr25519 public key is. About 0.1 ms.
 *
 * Source: RFC 9496, section 4.3.1 (Decode), of which this is the part that decides.
 */
export function isRistrettoPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const s = littleEndian(bytes)
  if (s >= P || isNegative(s)) return false

  const ss = square(s)
  const u1 = mod(1n - ss)
  const u2 = 1n + ss
  const u2Squared = square(u2)
  const v = mod(-(D * square(u1)) - u2Squared)
  const inverse = inverseSquareRoot((v * u2Squared) % P)
  if (inverse === null) return false

  const denominatorX = (inverse * u2) % P
  const denominatorY = (((inverse * denominatorX) % P) * v) % P
  const x = absolute((2n * s * denominatorX) % P)
  const y = (u1 * denominatorY) % P
  return y !== 0n && !isNegative((x * y) % P)
}

/** 1/sqrt(value), or null where the value is no square. */
function inverseSquareRoot(value: bigint): bigint | null {
  const cubed = (square(value) * value) % P
  const seventh = (square(cubed) * value) % P
  const root = (cubed * powerOf2To252Minus3(seventh)) % P
  const check = (value * square(root)) % P
  if (check === 1n) return root
  if (check === P - 1n) return (root * SQRT_M1) % P
  return null
}

/** value^((P - 5) / 8) by the usual addition chain: each name is the count of one bits in the exponent so far. */
function powerOf2To252Minus3(value: bigint): bigint {
  const ones2 = (square(value) * value) % P
  const ones4 = (square(ones2, 2) * ones2) % P
  const ones5 = (square(ones4) * value) % P
  const ones10 = (square(ones5, 5) * ones5) % P
  const ones20 = (square(ones10, 10) * ones10) % P
  const ones40 = (square(ones20, 20) * ones20) % P
  const ones80 = (square(ones40, 40) * ones40) % P
  const ones160 = (square(ones80, 80) * ones80) % P
  const ones240 = (square(ones160, 80) * ones80) % P
  const ones250 = (square(ones240, 10) * ones10) % P
  return (square(ones250, 2) * value) % P
}

function square(value: bigint, times = 1): bigint {
  let result = value
  for (let i = 0; i < times; i++) result = (result * result) % P
  return result
}

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function isNegative(value: bigint): boolean {
  return (value & 1n) === 1n
}

function absolute(value: bigint): bigint {
  return isNegative(value) ? P - value : value
}

/** The bytes as an unsigned number, least significant first. */
export function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
