import { encodeSs58 } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkedAddress,
  positiveTao,
  problemOf,
  readTransferFlags,
  requireOther,
} from './transfer-request.ts'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const read = (entries: Record<string, string | boolean>) =>
  readTransferFlags(new Map(Object.entries(entries)))

test('only addresses with the prefix 42 are taken', () => {
  const prefixes = fc.integer({ min: 0, max: 16_383 }).filter((prefix) => ![42, 46, 47].includes(prefix))
  fc.assert(
    fc.property(key, prefixes, (publicKey, prefix) => {
      const address = encodeSs58(publicKey)
      expect(checkedAddress(address)).toBe(address)
      expect(() => checkedAddress(encodeSs58(publicKey, prefix))).toThrow(/no Bittensor address/)
    }),
  )
})

test('an address with one character changed is refused', () => {
  fc.assert(
    fc.property(key, fc.nat({ max: 46 }), (publicKey, at) => {
      const address = encodeSs58(publicKey)
      const other = address[at + 1] === '9' ? '8' : '9'
      expect(() => checkedAddress(address.slice(0, at + 1) + other + address.slice(at + 2))).toThrow()
    }),
  )
})

test("flags are read in our spelling and btcli's; what is missing is asked for", () => {
  expect(read({ to: bob, amount: '1.5' })).toEqual({ toSs58: bob, amountRao: 1_500_000_000n })
  expect(read({ dest: bob, all: true })).toEqual({ toSs58: bob, amountRao: 'all' })
  expect(read({ amount: 'all' })).toEqual({ toSs58: null, amountRao: 'all' })
  expect(read({})).toEqual({ toSs58: null, amountRao: null })
})

test.each([{ amount: '0' }, { amount: '1', all: true }, { to: '5Fake' }])('%j is refused', (entries) => {
  expect(() => read(entries)).toThrowErrorMatchingSnapshot()
})

test('what is wrong with an answer is said in a sentence', () => {
  const problem = problemOf((text) => positiveTao(text, 'the answer'))
  expect(problem('1')).toBeUndefined()
  expect(problem('1e9')).toMatchInlineSnapshot(
    `"No amount can be read from the answer. Write it in TAO with at most nine decimals, as 1.5 or 0.0005."`,
  )
})

test('nothing is sent to oneself', () => {
  expect(() => requireOther({ toSs58: bob }, bob)).toThrow(/only the fee would be spent/)
  expect(() => requireOther({ toSs58: bob }, encodeSs58(new Uint8Array(32)))).not.toThrow()
})
