import type { Metagraph } from '@ig/subtensor-client'
import { expect, test } from 'vitest'
import { createFakeChain, neuronOf } from '../testing/fake-chain.ts'
import { checkBalance } from './check-balance.ts'
import { checkImmunity, checkRank, checkRegistration } from './check-place.ts'

/** A full subnet of ten: nine miners registered long ago with rising emission, and ours. */
async function fullSubnet(own: { emissionRao: bigint; registeredAtBlock: number }) {
  const others = Array.from({ length: 9 }, (_, index) =>
    neuronOf(index, index + 1, {
      emissionRao: BigInt(index + 1),
      incentive: index / 100,
      registeredAtBlock: 1,
    }),
  )
  const ours = neuronOf(9, 99, { incentive: 0.005, ...own })
  const metagraph: Metagraph = { ...(await createFakeChain([...others, ours]).getMetagraph(1)), maxUids: 10 }
  return { metagraph, ours, head: metagraph.block.number }
}

test('the place is told by uid, or how to get one', () => {
  expect(checkRegistration(neuronOf(7, 1), 2, 'register')).toMatchObject({
    state: 'ok',
    seen: 'uid 7 on subnet 2',
  })
  expect(checkRegistration(null, 2, 'register')).toMatchObject({ state: 'fail', mend: 'register' })
})

test.each([
  [990, '90 blocks left'],
  [900, 'over'],
] as const)('registered at block %d of 1000, immune for 100', async (registeredAtBlock, seen) => {
  const { metagraph, ours, head } = await fullSubnet({ emissionRao: 1n, registeredAtBlock })
  expect(checkImmunity(metagraph, ours, head).seen).toContain(seen)
})

test.each([
  [0n, 1, 'fail', 'this key is replaced next'],
  [3n, 2, 'warn', '3 keys would be replaced before this one'],
  [9n, 2, 'ok', '9 keys would be replaced before this one'],
] as const)('emission %d, registered at %d: %s', async (emissionRao, registeredAtBlock, state, seen) => {
  const { metagraph, ours, head } = await fullSubnet({ emissionRao, registeredAtBlock })
  const row = checkRank(metagraph, ours, head)
  expect(row.state).toBe(state)
  expect(row.seen).toContain(seen)
  expect(row.seen).toContain('incentive 0.00500, the lowest of others 0.00000')
})

test('as long as immunity lasts nothing is wrong, and near its end the lowest is warned', async () => {
  const { metagraph, ours, head } = await fullSubnet({ emissionRao: 0n, registeredAtBlock: 990 })
  const longImmunity = { ...metagraph, immunityPeriodBlocks: 5_000 }
  expect(checkRank(longImmunity, ours, head)).toMatchObject({ state: 'ok' })
  expect(checkRank(metagraph, ours, head)).toMatchObject({ state: 'warn' })
})

test('where places are free nobody is replaced', async () => {
  const { metagraph, ours, head } = await fullSubnet({ emissionRao: 0n, registeredAtBlock: 1 })
  expect(checkRank({ ...metagraph, maxUids: 256 }, ours, head)).toMatchObject({
    state: 'ok',
    seen: expect.stringContaining('246 of 256 places are free'),
  })
})

test.each([
  [5n, false, 'warn'],
  [50n, false, 'ok'],
  [0n, true, 'ok'],
] as const)('%d rao where a registration costs 10, registered: %s, is %s', (freeRao, isRegistered, state) => {
  const row = checkBalance({ coldkeySs58: '5Cold', freeRao, burnRao: 10n, isRegistered })
  expect(row.state).toBe(state)
  expect(row.seen).toContain('a registration costs τ0.000000010')
})
