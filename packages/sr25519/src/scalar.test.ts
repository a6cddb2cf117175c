import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromEd25519Form, isCanonicalScalar, toEd25519Form } from './scalar.ts'

const L = 2n ** 252n + 27742317777372353535851937790883648493n

test('a scalar is canonical exactly below the order of the group', () => {
  const cases = fc.oneof(fc.bigInt(0n, 2n ** 256n - 1n), fc.bigInt(L - 100n, L + 100n))
  fc.assert(fc.property(cases, (value) => isCanonicalScalar(bytes(value)) === value < L))
  expect(isCanonicalScalar(bytes(L - 1n))).toBe(true)
  expect(isCanonicalScalar(bytes(L))).toBe(false)
})

test('another length is no scalar', () => {
  expect(isCanonicalScalar(new Uint8Array(31))).toBe(false)
  expect(isCanonicalScalar(new Uint8Array(33))).toBe(false)
  expect(isCanonicalScalar(new Uint8Array(0))).toBe(false)
})

test('the ed25519 form is eight times the scalar, and goes back', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, L - 1n), fc.uint8Array({ minLength: 32, maxLength: 32 }), (scalar, nonce) => {
      const secretKey = Buffer.concat([bytes(scalar), nonce])
      const widened = toEd25519Form(secretKey)
      expect(widened).toEqual(new Uint8Array(Buffer.concat([bytes(scalar * 8n), nonce])))
      expect(fromEd25519Form(widened)).toEqual(new Uint8Array(secretKey))
    }),
  )
})

function bytes(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse())
}
