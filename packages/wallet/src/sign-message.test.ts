import { keypairFromUri } from '@ig/sr25519'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signMessage, verifyMessage } from './index.ts'

const keypair = keypairFromUri('//Alice')
const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

test('what is signed verifies, for that text and that address alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (message, other) => {
      const signature = signMessage(keypair, message)
      expect(verifyMessage({ message, signature, address })).toBe(true)
      expect(verifyMessage({ message, signature: signature.slice(2), address })).toBe(true)
      expect(verifyMessage({ message, signature, address: bob })).toBe(false)
      expect(verifyMessage({ message: other, signature, address })).toBe(other === message)
    }),
    { numRuns: 20 },
  )
})

test('what is no signature does not verify, and what is no address is an error', () => {
  const signature = signMessage(keypair, 'x')
  for (const wrong of ['', '0x', `${signature}00`, signature.slice(0, -1), `${signature.slice(0, -1)}g`]) {
    expect(verifyMessage({ message: 'x', signature: wrong, address })).toBe(false)
  }
  expect(() => verifyMessage({ message: 'x', signature, address: '5Grw' })).toThrow(
    expect.objectContaining({ code: 'E_SS58' }),
  )
})
