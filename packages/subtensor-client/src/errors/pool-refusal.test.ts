import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAlreadyInPool, poolRefusal } from './pool-refusal.ts'

/** As polkadot's provider throws it: the code leads the message, and code and data are fields too. */
function rpcError(code: number, message: string, data?: unknown): Error {
  const shown = data === undefined ? '' : `: ${data}`
  return Object.assign(new Error(`${code}: ${message}${shown}`), { code, data })
}

test.each([
  ['a node', rpcError(1010, 'Invalid Transaction', 'Custom error: 12')],
  ['Chopsticks', rpcError(1010, '{"invalid":{"custom":12}}')],
  ['an error that lost its fields', new Error('1010: Invalid Transaction: Custom error: 12')],
  ['a wrapped one', new Error('Could not send.', { cause: rpcError(1010, '{"invalid":{"custom":12}}') })],
])('reads a custom code as %s writes it', (_name, error) => {
  expect(poolRefusal(error)).toEqual({
    error: 'ServingRateLimitExceeded',
    pallet: 'SubtensorModule',
    docs: '',
    path: 'pool',
  })
})

test('both forms mean the same for every code there can be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), (custom) => {
      const fromNode = poolRefusal(rpcError(1010, 'Invalid Transaction', `Custom error: ${custom}`))
      expect(poolRefusal(rpcError(1010, JSON.stringify({ invalid: { custom } })))).toEqual(fromNode)
      expect(fromNode?.error).toMatch(/^[A-Z]\w+$/)
    }),
  )
})

test.each([
  ['Stale', 'Transaction is outdated', { stale: null }],
  ['Future', 'Transaction will be valid in the future', { future: null }],
  ['Payment', 'Inability to pay some fees (e.g. account balance too low)', { payment: null }],
  ['BadProof', 'Transaction has a bad signature', { badProof: null }],
  ['AncientBirthBlock', 'Transaction has an ancient birth block', { ancientBirthBlock: null }],
  ['ExhaustsResources', 'Transaction would exhaust the block limits', { exhaustsResources: null }],
])('reads %s in both forms', (error, words, invalid) => {
  expect(poolRefusal(rpcError(1010, 'Invalid Transaction', words))?.error).toBe(error)
  expect(poolRefusal(rpcError(1010, JSON.stringify({ invalid })))?.error).toBe(error)
})

test.each([
  [1011, 'CannotLookup'],
  [1012, 'TemporarilyBanned'],
  [1014, 'PriorityTooLow'],
  [1016, 'ImmediatelyDropped'],
  [1021, 'Future'],
])('reads the code %i of the pool', (code, error) => {
  expect(poolRefusal(rpcError(code, 'Some words'))).toMatchObject({ error, pallet: 'TransactionPool' })
})

test('keeps the words of a refusal that it does not know', () => {
  expect(poolRefusal(rpcError(1010, 'Invalid Transaction', 'A reason of tomorrow'))).toMatchObject({
    error: 'InvalidTransaction',
    docs: expect.stringContaining('A reason of tomorrow'),
  })
})

test('what is in the pool already was not refused, and a lost connection says nothing', () => {
  const imported = rpcError(1013, 'Transaction is already imported')
  expect(isAlreadyInPool(imported)).toBe(true)
  expect(poolRefusal(imported)).toBeNull()
  expect(poolRefusal(new Error('disconnected from ws://127.0.0.1:9944: 1006:: Abnormal Closure'))).toBeNull()
  expect(poolRefusal(rpcError(-32603, 'Internal error'))).toBeNull()
  expect(poolRefusal('no error at all')).toBeNull()
})
