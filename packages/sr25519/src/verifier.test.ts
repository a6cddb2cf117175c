import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { keypairFromSeed } from './keypair.ts'
import { createVerifier } from './verifier.ts'

const verifier = createVerifier()
const message = new TextEncoder().encode('what was said')
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
const messages = fc.uint8Array({ maxLength: 300 })
const owner = keypairFromSeed(new Uint8Array(32).fill(7))

const SLOT = 3

function remember(publicKey: Uint8Array): void {
  verifier.verify(message, new Uint8Array(64), publicKey)
  verifier.remember(SLOT)
}

beforeAll(() => remember(owner.publicKey))

test('verifies with multiples whatever the key and the message', () => {
  fc.assert(
    fc.property(seeds, messages, (seed, text) => {
      const { publicKey, sign } = keypairFromSeed(seed)
      remember(publicKey)
      const signature = sign(text)
      expect(verifier.verify(text, signature, publicKey)).toBe(true)
      expect(verifier.verifyRemembered(SLOT, text, signature, publicKey)).toBe(true)
    }),
  )
  remember(owner.publicKey)
})

test('verifies with multiples every signature of one key', () => {
  for (let i = 0; i < 1_000; i++) {
    expect(verifier.verifyRemembered(SLOT, message, owner.sign(message), owner.publicKey)).toBe(true)
  }
})

test('refuses with multiples what it refuses without: a flipped bit anywhere', () => {
  const signature = owner.sign(message)
  for (let bit = 0; bit < 512; bit++) {
    const forged = signature.slice()
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(verifier.verify(message, forged, owner.publicKey)).toBe(false)
    expect(verifier.verifyRemembered(SLOT, message, forged, owner.publicKey)).toBe(false)
  }
})

test('refuses a scalar that is not canonical, of which the equation would hold', () => {
  const L = 2n ** 252n + 27742317777372353535851937790883648493n
  const signature = owner.sign(message)
  const scalar = Buffer.from(signature.subarray(32)).reverse()
  scalar[0] = (scalar[0] ?? 0) & 0x7f
  const twin = (BigInt(`0x${scalar.toString('hex')}`) + L).toString(16).padStart(64, '0')
  const forged = Buffer.concat([signature.subarray(0, 32), Buffer.from(twin, 'hex').reverse()])
  forged[63] = (forged[63] ?? 0) | 0x80
  expect(verifier.verify(message, forged, owner.publicKey)).toBe(false)
  expect(verifier.verifyRemembered(SLOT, message, forged, owner.publicKey)).toBe(false)
})

test('an empty slot verifies nothing, and what is no key is not remembered', () => {
  const signature = owner.sign(message)
  expect(verifier.verifyRemembered(99, message, signature, owner.publicKey)).toBe(false)
  verifier.verify(message, signature, new Uint8Array(32).fill(0xff))
  verifier.remember(99)
  expect(verifier.verifyRemembered(99, message, signature, owner.publicKey)).toBe(false)
})

test('takes a message larger than all before it', () => {
  const long = new Uint8Array(3_000_000).fill(1)
  expect(verifier.verifyRemembered(SLOT, long, owner.sign(long), owner.publicKey)).toBe(true)
})

test.each([
  ['of 2 GB', () => new Uint8Array(2 ** 31)],
  // No array has it: it stands for whatever stops the verifier in the middle.
  ['of no length', () => Object.defineProperty(new Uint8Array(1), 'length', { value: -1 })],
])('after a message %s everything is verified as before', (_, make) => {
  const own = createVerifier()
  const signature = owner.sign(message)
  expect(own.verify(message, signature, owner.publicKey)).toBe(true)
  own.remember(SLOT)
  expect(own.verify(make(), signature, owner.publicKey)).toBe(false)
  expect(own.verifyRemembered(SLOT, message, signature, owner.publicKey)).toBe(true)
  expect(own.verifyRemembered(SLOT, make(), signature, owner.publicKey)).toBe(false)
  expect(own.verify(message, signature, owner.publicKey)).toBe(true)
  expect(own.verifyRemembered(SLOT, message, owner.sign(make().subarray(0, 0)), owner.publicKey)).toBe(false)
})
