import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { keypairFromSeed, keypairFromUri, verify, verifyWrapped } from './index.ts'

const alice = keypairFromUri('//Alice')
const message = new TextEncoder().encode('what was said')
const signature = alice.sign(message)

const bytes = fc.uint8Array({ maxLength: 100 })
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })

// Whatever went before must have left the verifier whole.
afterEach(() => expect(verify(message, signature, alice.publicKey)).toBe(true))

test('verifies what was signed, whatever the message and the key', () => {
  fc.assert(
    fc.property(bytes32, fc.uint8Array({ maxLength: 5_000 }), (seed, text) => {
      const keypair = keypairFromSeed(seed)
      expect(verify(text, keypair.sign(text), keypair.publicKey)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('is false for any bytes whatever', () => {
  const nearly64 = fc.uint8Array({ minLength: 63, maxLength: 65 })
  const nearly32 = fc.uint8Array({ minLength: 31, maxLength: 33 })
  fc.assert(
    fc.property(bytes, fc.oneof(nearly64, bytes), fc.oneof(nearly32, bytes), (text, forged, key) => {
      expect(verify(text, forged, key)).toBe(false)
      expect(verify(text, forged, alice.publicKey)).toBe(false)
      expect(verify(message, signature, key)).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('is false for a signature with any one bit flipped', () => {
  for (let bit = 0; bit < 512; bit++) {
    const forged = signature.slice()
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(verify(message, forged, alice.publicKey)).toBe(false)
  }
})

test('is false for a key with any one bit flipped', () => {
  for (let bit = 0; bit < 256; bit++) {
    const key = alice.publicKey.slice()
    key[bit >> 3] = (key[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(verify(message, signature, key)).toBe(false)
  }
})

test('stays whole under a flood of signatures without the marker bit', () => {
  const unmarked = signature.slice()
  unmarked[63] = (unmarked[63] ?? 0) & 0x7f
  for (let i = 0; i < 20_000; i++) expect(verify(message, unmarked, alice.publicKey)).toBe(false)
})

test('is false for values that are no bytes', () => {
  const anything = fc.anything() as fc.Arbitrary<never>
  fc.assert(
    fc.property(anything, anything, anything, (a, b, c) => {
      expect(verify(a, b, c)).toBe(false)
      expect(verifyWrapped(a, signature, alice.publicKey)).toBe(false)
    }),
  )
})

test('says the same of a key however often it was seen, and of more keys than are remembered', () => {
  const keys = Array.from({ length: 140 }, (_, at) => {
    const keypair = keypairFromSeed(new Uint8Array(32).fill(at))
    return { keypair, signature: keypair.sign(message) }
  })
  for (let round = 0; round < 10; round++) {
    for (const [at, { keypair, signature }] of keys.entries()) {
      const other = keys[(at + 1) % keys.length]?.signature ?? signature
      expect(verify(message, signature, keypair.publicKey)).toBe(true)
      expect(verify(message, other, keypair.publicKey)).toBe(false)
    }
  }
})

test('takes the wrapped form only where it is asked to', () => {
  const wrapped = alice.sign(new TextEncoder().encode('<Bytes>what was said</Bytes>'))
  expect(verify(message, wrapped, alice.publicKey)).toBe(false)
  expect(verifyWrapped(message, wrapped, alice.publicKey)).toBe(true)
  expect(verifyWrapped(message, signature, alice.publicKey)).toBe(true)
})

test('takes Buffers and leaves them as they were', () => {
  const buffers = [Buffer.from(message), Buffer.from(signature), Buffer.from(alice.publicKey)] as const
  const before = buffers.map((buffer) => buffer.toString('hex'))
  expect(verify(...buffers)).toBe(true)
  expect(buffers.map((buffer) => buffer.toString('hex'))).toEqual(before)
})

test('refuses the identity as a key, for which the generator and one verify any message', () => {
  const forged = Buffer.alloc(64)
  forged.write('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76', 'hex')
  forged[32] = 1
  forged[63] = 0x80
  expect(verify(message, forged, new Uint8Array(32))).toBe(false)
})
