import { expect, test } from 'vitest'
import { alice, bob, FREE_CALL, miner, nobody, type ParityWorld, TAO } from './parity-world.ts'

/** Stakes and takes back, with and without limits. */
export function stakingStory(world: ParityWorld): void {
  test('adds stake at the pool’s price', async () => {
    const before = await world.freeOf(bob.address)
    const ending = await world.send(world.subtensor('addStake', miner.address, 2, 10n * TAO), bob)
    expect(ending.events).toEqual(['balances.Withdraw', 'subtensorModule.StakeAdded', ...FREE_CALL])
    const [, , taoRao, alphaRao, netuid, feeRao] = ending.data[1] as number[]
    expect([taoRao, netuid, feeRao]).toEqual([10_000_000_000, 2, 29_907_682])
    expect(alphaRao).toBeGreaterThan(9.8e9)
    expect(alphaRao).toBeLessThan(10e9)
    expect(await world.freeOf(bob.address)).toBe(before - 10n * TAO)
    expect(await world.read('subtensorModule', 'totalHotkeyAlpha', miner.address, 2)).toBe(alphaRao)
    const stakes = (
      await world.api().call.stakeInfoRuntimeApi?.getStakeInfoForColdkey?.(bob.address)
    )?.toJSON()
    expect(stakes).toMatchObject([
      { hotkey: miner.address, coldkey: bob.address, netuid: 2, stake: alphaRao, isRegistered: true },
    ])
  })

  test('removes stake at the pool’s price', async () => {
    const before = await world.freeOf(bob.address)
    const ending = await world.send(world.subtensor('removeStake', miner.address, 2, TAO), bob)
    expect(ending.events).toEqual(['subtensorModule.StakeRemoved', 'balances.Deposit', ...FREE_CALL])
    const [, , taoRao, alphaRao, , feeRao] = ending.data[0] as number[]
    expect([alphaRao, feeRao]).toEqual([1_000_000_000, 2_990_768])
    expect(await world.freeOf(bob.address)).toBe(before + BigInt(taoRao ?? 0))
  })

  test('fills what a limit allows', async () => {
    const full = await world.send(
      world.subtensor('addStakeLimit', miner.address, 2, TAO, 10n * TAO, false),
      bob,
    )
    expect(full.events).toEqual(['balances.Withdraw', 'subtensorModule.StakeAdded', ...FREE_CALL])
    const part = await world.send(
      world.subtensor('addStakeLimit', miner.address, 2, 900n * TAO, (11n * TAO) / 10n, true),
      bob,
    )
    const [, , spentRao] = part.data[1] as number[]
    expect(spentRao).toBeGreaterThan(20e9)
    expect(spentRao).toBeLessThan(60e9)
    const sold = await world.send(world.subtensor('removeStakeLimit', miner.address, 2, TAO, 1n, false), bob)
    expect(sold.events).toEqual(['subtensorModule.StakeRemoved', 'balances.Deposit', ...FREE_CALL])
  })

  test.each([
    ['too little', () => world.subtensor('addStake', miner.address, 2, 1_000), bob, 'Custom 1'],
    [
      'more than there is',
      () => world.subtensor('addStake', miner.address, 2, 1_000_000n * TAO),
      bob,
      'Custom 2',
    ],
    ['on no subnet', () => world.subtensor('addStake', miner.address, 250, 10n * TAO), bob, 'Custom 3'],
    [
      'on a hotkey of nobody',
      () => world.subtensor('addStake', nobody.address, 2, 10n * TAO),
      bob,
      'Custom 4',
    ],
    [
      'off more than there is',
      () => world.subtensor('removeStake', miner.address, 2, 1_000_000n * TAO),
      bob,
      'Custom 5',
    ],
    ['too little off', () => world.subtensor('removeStake', miner.address, 2, 10), bob, 'Custom 1'],
    ["another's off", () => world.subtensor('removeStake', miner.address, 2, TAO), alice, 'Custom 5'],
    [
      'beyond the limit',
      () => world.subtensor('addStakeLimit', miner.address, 2, 900n * TAO, (6n * TAO) / 5n, false),
      bob,
      'Custom 8',
    ],
    [
      'below a hopeless limit',
      () => world.subtensor('addStakeLimit', miner.address, 2, TAO, 1_000_000n, false),
      bob,
      'Custom 14',
    ],
    [
      'off above a hopeless limit',
      () => world.subtensor('removeStakeLimit', miner.address, 2, TAO, 100n * TAO, false),
      bob,
      'Custom 14',
    ],
  ] as const)('refuses to stake %s', async (_name, make, signer, refusal) => {
    expect((await world.send(make(), signer)).refusal).toBe(refusal)
  })
}
