import { expect, test } from 'vitest'
import { createConnection } from '../../connection/create-connection.ts'
import { poolRefusal } from '../../errors/pool-refusal.ts'
import { buildCall } from '../../writes/build-call.ts'
import { signExtrinsic } from '../../writes/sign-extrinsic.ts'
import { payment } from './payment.ts'
import { bob, nobody, poor, TAO, type WritesWorld } from './writes-world.ts'

/** What is sent, and what is not. */
export function transferStory(world: WritesWorld): void {
  test('transfers for the fee that the dry run named', async () => {
    const before = await world.freeOf(bob.ss58)
    const dry = await world.client.dryRunTransfer({ ...payment(), fromSs58: bob.ss58 })
    expect(dry).toMatchObject({ wouldSucceed: true, problem: null })
    const { feeRao } = await world.client.transfer(payment())
    expect(feeRao).toBe(dry.feeRao)
    expect(feeRao).toBeGreaterThan(0n)
    expect(await world.freeOf(bob.ss58)).toBe(before - TAO - feeRao)
    expect(await world.freeOf(poor.ss58)).toBe(TAO)
  })

  test.each([
    ['more than there is', { amountRao: 5n * TAO }, { code: 'E_CHAIN_FUNDS' }],
    [
      'so much that the account would end',
      { amountRao: TAO - 200_000n + 100_000n },
      { code: 'E_CHAIN_FUNDS' },
    ],
    [
      'what no account can begin with',
      { toSs58: nobody.ss58, amountRao: 100n },
      { values: { error: 'BelowMinimum' } },
    ],
    ['nothing', { amountRao: 0n }, { code: 'E_CHAIN_ARGUMENT' }],
    [
      'to another network',
      { toSs58: '12bzRJfh7arnnfPPUZHeJUaE62QLEwhK48QnH9LXeK2m1iZU' },
      { code: 'E_SS58' },
    ],
    ['to a mistyped address', { toSs58: poor.ss58.replace('5', '6') }, { code: 'E_SS58' }],
  ])('does not transfer %s', async (_name, options, expected) => {
    const refused = async () =>
      world.client.transfer(payment({ from: poor.keypair, toSs58: bob.ss58, ...options }))
    await world.expectNothingSpent(poor.ss58, refused, expected)
  })

  test('transfers all, and keeps the account alive', async () => {
    await world.client.transfer(payment({ from: poor.keypair, toSs58: bob.ss58, amountRao: 'all' }))
    expect(await world.freeOf(poor.ss58)).toBe(500n)
  })

  test('transfers that begin together are all made, one nonce each', async () => {
    const before = await world.freeOf(nobody.ss58)
    const amounts = [1_000n, 2_000n, 3_000n]
    await Promise.all(
      amounts.map((amountRao) => world.client.transfer(payment({ toSs58: nobody.ss58, amountRao }))),
    )
    expect(await world.freeOf(nobody.ss58)).toBe(before + 6_000n)
  })

  test('a nonce that was used is refused by the node, and known for what it is', async () => {
    const connection = createConnection({ endpoints: [world.chain.endpoint], genesisHash: null })
    const refusal = await connection.withApi(async (api) => {
      const call = buildCall(api, 'balances', 'transferKeepAlive', [poor.ss58, TAO])
      const blockHash = api.genesisHash.toHex()
      const { hex } = await signExtrinsic(api, call, bob.keypair, { nonce: 0, era: null, blockHash })
      return api.rpc.author.submitExtrinsic(hex).then(() => null, poolRefusal)
    })
    await connection.close()
    expect(refusal).toMatchObject({ error: 'Stale', path: 'pool' })
  })
}
