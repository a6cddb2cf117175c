import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keypairFromSeed } from './keypair.ts'
import { isRistrettoPoint, littleEndian } from './ristretto-point.ts'

const P = 2n ** 255n - 19n
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** RFC 9496, appendix A.2: a few of each kind. */
const notPoints = {
  'not canonical': [
    '00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ],
  negative: [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ],
  'no square': [
    '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
    '4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f',
    'de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b',
  ],
  'negative xy': [
    '3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e',
    'a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220',
    'd483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e',
  ],
  's = -1, so y = 0': ['ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
}

test.each(Object.entries(notPoints))('refuses an encoding that is %s', (_kind, encodings) => {
  for (const hex of encodings) expect(isRistrettoPoint(Buffer.from(hex, 'hex'))).toBe(false)
})

test('takes the identity and the generator', () => {
  expect(isRistrettoPoint(new Uint8Array(32))).toBe(true)
  const generator = 'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'
  expect(isRistrettoPoint(Buffer.from(generator, 'hex'))).toBe(true)
})

test('takes every public key, and refuses its negative and its non-canonical twin', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { publicKey } = keypairFromSeed(seed)
      expect(isRistrettoPoint(publicKey)).toBe(true)
      expect(isRistrettoPoint(fieldBytes(P - littleEndian(publicKey)))).toBe(false)
      expect(isRistrettoPoint(fieldBytes(littleEndian(publicKey) + 2n ** 255n))).toBe(false)
    }),
    { numRuns: 30 },
  )
})

test('refuses another length', () => {
  expect(isRistrettoPoint(new Uint8Array(31))).toBe(false)
  expect(isRistrettoPoint(new Uint8Array(33))).toBe(false)
})

function fieldBytes(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
}
