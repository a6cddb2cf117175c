import { expect, test } from 'vitest'
import { decodeBittensorAddress, isBittensorAddress } from './bittensor-address.ts'
import { encodeSs58 } from './ss58.ts'

const publicKey = new Uint8Array(32).fill(7)

test('an address with prefix 42 gives its key', () => {
  expect(decodeBittensorAddress(encodeSs58(publicKey))).toEqual(publicKey)
  expect(isBittensorAddress(encodeSs58(publicKey))).toBe(true)
})

test('the address of another network is refused, and the network named where it is known', () => {
  expect(() => decodeBittensorAddress(encodeSs58(publicKey, 0))).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no Bittensor address: its SS58 prefix is that of Polkadot, not 42. (address: "1ADRXEpxCcHPze36zV1imej5DNcGZ8puqopyUhbppXyGuhP", prefix: 0) Ask for the Bittensor address, which begins with 5.]`,
  )
  expect(() => decodeBittensorAddress(encodeSs58(publicKey, 1_000))).toThrow(
    /that of another network, not 42/,
  )
  expect(isBittensorAddress(encodeSs58(publicKey, 2))).toBe(false)
})

test('what is no address is refused', () => {
  expect(() =>
    decodeBittensorAddress(`${encodeSs58(publicKey).slice(0, -1)}1`),
  ).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The SS58 address is invalid: its checksum is wrong. (address: "5CDvHBym6RLoxTdX9MS1acpaDbNxaFagqM5LpBiFGjWT6o11") Copy it again, whole.]`,
  )
  for (const text of ['', 'default', `0x${'07'.repeat(32)}`]) expect(isBittensorAddress(text)).toBe(false)
})
