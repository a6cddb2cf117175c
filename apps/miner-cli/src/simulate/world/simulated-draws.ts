/**
 * A uniform number in (0, 1) that depends on nothing but its keys: the same keys give the same number in every
 * process, and keys that differ anywhere give numbers that look independent. Keys are read as 32-bit integers.
 */
export function uniform(...keys: readonly number[]): number {
  let low = 0x2545f491
  let high = 0x6c62272e
  for (const key of keys) {
    low = scramble(low ^ key)
    high = scramble(high ^ Math.imul(key, 0x27d4eb2f) ^ low)
  }
  const top = scramble(high + low) >>> 5
  const bottom = scramble(low ^ 0x7f4a7c15) >>> 6
  // 53 random bits, moved to the middle of their step so that neither 0 nor 1 comes out.
  return (top * 2 ** 26 + bottom + 0.5) / 2 ** 53
}

/** A standard normal number that depends on nothing but its keys (Box and Muller 1958). */
export function gaussian(...keys: readonly number[]): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(...keys, 1)))
  return radius * Math.cos(2 * Math.PI * uniform(...keys, 2))
}

/** The standard normal distribution function, to about 1e-15 (Marsaglia 2004, "Evaluating the normal distribution"). */
export function normalCdf(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let term = x
  let sum = x
  let before = Number.NaN
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum
    term *= (x * x) / odd
    sum += term
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)))
}

/** Spreads every bit of a 32-bit integer over all of them; a bijection. */
function scramble(value: number): number {
  let bits = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39)
  bits = Math.imul(bits ^ (bits >>> 15), 0x5bd1e995)
  return bits ^ (bits >>> 14)
}
