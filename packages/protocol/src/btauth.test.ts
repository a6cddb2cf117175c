import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBtauthHeaders, parseBtauthHeaders } from './btauth-headers.ts'
import { btauthPayload } from './btauth-payload.ts'
import { encodeSs58 } from './ss58.ts'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const request = fc.record({
  scheme: fc.constantFrom('sr25519' as const, 'ed25519' as const),
  senderPublicKey: key,
  nonceNs: fc.bigInt(0n, 10n ** 20n - 1n),
  signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  receiver: fc.option(key.map((bytes) => encodeSs58(bytes))),
})

test('headers survive being written and read', () => {
  fc.assert(
    fc.property(request, (sent) => {
      const sender = encodeSs58(sent.senderPublicKey)
      const headers = new Map(
        encodeBtauthHeaders({ ...sent, sender }).map(([name, value]) => [name.toLowerCase(), value]),
      )
      expect(parseBtauthHeaders((name) => headers.get(name))).toEqual({ ...sent, sender })
    }),
  )
})

test('nothing but an IgError is thrown, whatever the headers', () => {
  const value = fc.oneof(
    fc.constantFrom(undefined, '1', 'sr25519', `0x${'ab'.repeat(64)}`),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.infiniteStream(value), (values) => {
      try {
        parseBtauthHeaders((name) => (name === 'x-bittensor-version' ? '1' : values.next().value))
      } catch (error) {
        expect(IgError.isInstance(error)).toBe(true)
        expect((error as IgError).code).toBe('E_BTAUTH_MALFORMED')
      }
    }),
  )
})

test('a sender of another network is refused', () => {
  const headers: Record<string, string> = {
    'x-bittensor-version': '1',
    'x-bittensor-hotkey': encodeSs58(new Uint8Array(32), 0),
    'x-bittensor-nonce': '1',
    'x-bittensor-signature': '00'.repeat(64),
  }
  expect(() => parseBtauthHeaders((name) => headers[name])).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The btauth/1 headers are malformed: X-Bittensor-Hotkey is not a Bittensor address (SS58 prefix 42).]`,
  )
})

test('the payload takes a body or its hash', () => {
  const parts = { method: 'post', target: '/x', nonceNs: 1n, sender: 's', receiver: null }
  const bodySha256Hex = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  expect(btauthPayload({ ...parts, body: new Uint8Array() })).toBe(btauthPayload({ ...parts, bodySha256Hex }))
})
