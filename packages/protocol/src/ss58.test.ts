import { hash } from 'node:crypto'
import { IgError } from '@ig/errors'
import { base58 } from '@scure/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeSs58, encodeSs58 } from './ss58.ts'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const prefix = fc.integer({ min: 0, max: 16_383 }).filter((value) => value !== 46 && value !== 47)

test('an address gives back its key and prefix', () => {
  fc.assert(
    fc.property(key, prefix, (publicKey, network) => {
      expect(decodeSs58(encodeSs58(publicKey, network))).toEqual({ publicKey, prefix: network })
    }),
  )
})

test('no other text of an address is accepted: one character changed', () => {
  const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
  fc.assert(
    fc.property(fc.nat(address.length - 1), fc.constantFrom(...'123ABCxyz0OIl '), (at, character) => {
      fc.pre(address[at] !== character)
      const changed = address.slice(0, at) + character + address.slice(at + 1)
      expect(() => decodeSs58(changed)).toThrow(expect.objectContaining({ code: 'E_SS58' }))
    }),
  )
})

test('nothing but an IgError is thrown, whatever the text, and a long one costs nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 60 }), fc.base64String()),
      (text) => {
        try {
          decodeSs58(text)
        } catch (error) {
          expect(IgError.isInstance(error)).toBe(true)
        }
      },
    ),
  )
  expect(() => decodeSs58('5'.repeat(60_000))).toThrow(expect.objectContaining({ code: 'E_SS58' }))
})

test('keys of another length and reserved prefixes are refused', () => {
  expect(() => encodeSs58(new Uint8Array(31))).toThrowErrorMatchingInlineSnapshot(
    `[IgError: A public key has 32 bytes. (length: 31)]`,
  )
  expect(() => encodeSs58(new Uint8Array(32), 46)).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The SS58 prefix is not one of 0 to 16383. (prefix: 46)]`,
  )
  expect(() =>
    decodeSs58('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ'),
  ).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The SS58 address is invalid: its checksum is wrong. (address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ") Copy it again, whole.]`,
  )
})

test('a second spelling of an address is refused: prefix 42 in two bytes', () => {
  const payload = [0x4a, 0x80, ...new Uint8Array(32)]
  const checksum = hash(
    'blake2b512',
    Uint8Array.from([...Buffer.from('SS58PRE'), ...payload]),
    'buffer',
  ).subarray(0, 2)
  const address = base58.encode(Uint8Array.from([...payload, ...checksum]))
  expect(() => decodeSs58(address)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('reserved') }),
  )
})
