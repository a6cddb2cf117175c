import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import {
  keypairFromSecretKey,
  keypairFromSeed,
  secretKeyFromEd25519Form,
  secretKeyFromSeed,
  verify,
} from './index.ts'
import { toEd25519Form } from './scalar.ts'

const seed = new Uint8Array(32).fill(7)
const message = new TextEncoder().encode('what was said')

test('shows no secret, neither printed nor as JSON', () => {
  const keypair = keypairFromSeed(seed)
  expect(Object.keys(keypair)).toEqual(['publicKey', 'sign'])
  const secretByte = secretKeyFromSeed(seed)[0]
  expect(inspect({ ...keypair, publicKey: null }, { showHidden: true, depth: 9 })).not.toContain(
    String(secretByte),
  )
  expect(JSON.stringify({ ...keypair, publicKey: null })).toBe('{"publicKey":null}')
})

test('is not changed by what happens to the arrays it was made from', () => {
  const secretKey = secretKeyFromSeed(seed)
  const keypair = keypairFromSecretKey(secretKey)
  const publicKey = keypair.publicKey.slice()
  secretKey.fill(0)
  keypair.publicKey.fill(0)
  expect(verify(message, keypair.sign(message), publicKey)).toBe(true)
})

test('leaves a Buffer that it was made from as it was', () => {
  const secretKey = Buffer.from(secretKeyFromSeed(seed))
  const keypair = keypairFromSecretKey(secretKey)
  expect(new Uint8Array(secretKey)).toEqual(secretKeyFromSeed(seed))
  secretKey.fill(1)
  expect(verify(message, keypair.sign(message), keypair.publicKey)).toBe(true)
})

test('signs anew each time', () => {
  const keypair = keypairFromSeed(seed)
  expect(keypair.sign(message)).not.toEqual(keypair.sign(message))
})

test('says what a seed is', () => {
  expect(() => keypairFromSeed(new Uint8Array(31))).toThrowErrorMatchingInlineSnapshot(
    `[IgError: A seed has 32 bytes. (bytes: 31)]`,
  )
})

test.each([
  ['short', new Uint8Array(63).fill(1)],
  ['long', new Uint8Array(65).fill(1)],
  ['zero', new Uint8Array(64)],
  ['not canonical', new Uint8Array(64).fill(255)],
])('refuses a secret key that is %s', (_kind, secretKey) => {
  expect(() => keypairFromSecretKey(secretKey)).toThrow(expect.objectContaining({ code: 'E_SECRET_KEY' }))
})

test('says what a secret key is, without showing it', () => {
  expect(() => keypairFromSecretKey(new Uint8Array(64).fill(255))).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no sr25519 secret key: 64 bytes, a canonical scalar that is not zero and then a nonce. (bytes: 64) If it comes from @polkadot or @scure, its scalar has to be divided by eight.]`,
  )
})

test("the form of @polkadot gives the same key, and schnorrkel's form is not taken for it", () => {
  const secretKey = secretKeyFromSeed(seed)
  expect(secretKeyFromEd25519Form(toEd25519Form(secretKey))).toEqual(secretKey)
  for (const other of [secretKey.fill(1, 0, 1), secretKey.subarray(1)]) {
    expect(() => secretKeyFromEd25519Form(other)).toThrow(expect.objectContaining({ code: 'E_SECRET_KEY' }))
  }
})
