import { hexToU8a, u8aToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { alice, bob, FREE_CALL, miner, nobody, type ParityWorld } from './parity-world.ts'

/** Commits, and what the pool makes of nonces, eras, signatures and tips. */
export function poolStory(world: ParityWorld): void {
  test('keeps a commitment', async () => {
    const commit = () => world.call('commitments', 'setCommitment', 2, { fields: [{ Raw5: '0x68656c6c6f' }] })
    const ending = await world.send(commit(), miner)
    expect(ending.events).toEqual(['commitments.Commitment', ...FREE_CALL])
    expect(await world.read('commitments', 'commitmentOf', 2, miner.address)).toMatchObject({
      deposit: 0,
      info: { fields: [{ raw5: '0x68656c6c6f' }] },
    })
    const refused = await world.send(commit(), nobody)
    expect(refused.error).toBe('commitments.AccountNotAllowedCommit')
  })

  test('refuses a used nonce, a wrong genesis, an era that is over, and a forged signature', async () => {
    const transfer = () => world.call('balances', 'transferKeepAlive', alice.address, 1)
    expect((await world.send(transfer(), bob, { nonce: 0 })).refusal).toBe('Stale')
    const genesisHash = `0x${'12'.repeat(32)}`
    expect((await world.send(transfer(), bob, { genesisHash })).refusal).toBe('BadProof')

    const blockHash = await world.api().rpc.chain.getBlockHash(1)
    const era = world.api().registry.createType('ExtrinsicEra', { current: 1, period: 4 })
    expect((await world.send(transfer(), bob, { era, blockHash })).refusal).toBe('BadProof')

    const forged = hexToU8a((await transfer().signAsync(bob, { nonce: -1 })).toHex())
    forged[60] = (forged[60] ?? 0) ^ 1
    expect(await world.submit(u8aToHex(forged))).toBe('BadProof')
  })

  test('adds a tip to the fee', async () => {
    const before = await world.freeOf(bob.address)
    const ending = await world.send(world.call('balances', 'transferKeepAlive', alice.address, 1), bob, {
      tip: 1_000,
    })
    expect(ending.data.at(-2)).toEqual([bob.address, 138_048, 1_000])
    expect(await world.freeOf(bob.address)).toBe(before - 138_049n)
  })

  test('counts nonces for the next to send', async () => {
    const next = await world.api().rpc.system.accountNextIndex(bob.address)
    expect(next.toNumber()).toBe(await world.nonceOf(bob.address))
  })

  test('says in a dry run what would come', async () => {
    const signed = await world.subtensor('burnedRegister', 2, nobody.address).signAsync(bob, { nonce: -1 })
    expect(await world.provider().send('system_dryRun', [signed.toHex()])).toBe('0x0000')
  })
}
