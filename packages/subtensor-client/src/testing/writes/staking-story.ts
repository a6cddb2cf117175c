import { expect, test } from 'vitest'
import type { StakeOptions } from '../../client.ts'
import { bob, miner, NETUID, nobody, TAO, type WritesWorld } from './writes-world.ts'

const stake = (options: Partial<StakeOptions> = {}): StakeOptions => ({
  netuid: NETUID,
  coldkey: bob.keypair,
  hotkeySs58: miner.ss58,
  amountRao: 10n * TAO,
  ...options,
})

/** Stake that comes and goes. */
export function stakingStory(world: WritesWorld): void {
  test('stakes and takes stake back, with limits and without', async () => {
    const alpha = async () =>
      (await world.client.getStakes(bob.ss58)).find(({ hotkeySs58 }) => hotkeySs58 === miner.ss58)
        ?.alphaRao ?? 0n
    const added = await world.client.addStake(stake())
    expect(added.events.map(({ name }) => name)).toContain('SubtensorModule.StakeAdded')
    const first = await alpha()
    expect(first).toBeGreaterThan(0n)
    await world.client.addStake(stake({ limitPriceRao: 10n * TAO }))
    const second = await alpha()
    expect(second).toBeGreaterThan(first)
    const removed = await world.client.removeStake(stake({ amountRao: TAO }))
    expect(removed.events.map(({ name }) => name)).toContain('SubtensorModule.StakeRemoved')
    await world.client.removeStake(stake({ amountRao: TAO, limitPriceRao: 1n, allowPartial: true }))
    expect(await alpha()).toBeLessThan(second)
  })

  test.each([
    [
      'to stake less than the least',
      () => world.client.addStake(stake({ amountRao: 10n })),
      'StakeAmountTooLow',
    ],
    [
      'to stake on a stranger',
      () => world.client.addStake(stake({ hotkeySs58: nobody.ss58 })),
      'HotkeyAccountDoesntExist',
    ],
    ['to stake above the limit', () => world.client.addStake(stake({ limitPriceRao: 1n })), 'ZeroMaxAmount'],
  ])('is refused %s', async (_name, refused, error) => {
    await world.expectNothingSpent(bob.ss58, refused, {
      code: 'E_CHAIN_REFUSED',
      values: { error, path: 'pool' },
    })
  })

  test('does not even ask to take more stake than there is, and the dry run says so', async () => {
    const all = (await world.client.getStakes(bob.ss58)).find(({ hotkeySs58 }) => hotkeySs58 === miner.ss58)
    const dry = { ...stake(), coldkeySs58: bob.ss58, direction: 'remove' } as const
    const amountRao = (all?.alphaRao ?? 0n) + 1n
    await world.expectNothingSpent(bob.ss58, () => world.client.removeStake(stake({ amountRao })), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'NotEnoughStakeToWithdraw', path: 'check', stakeRao: all?.alphaRao },
    })
    expect(await world.client.dryRunStake({ ...dry, amountRao })).toMatchObject({ wouldSucceed: false })
    expect(await world.client.dryRunStake({ ...dry, amountRao: all?.alphaRao ?? 0n })).toMatchObject({
      wouldSucceed: true,
      problem: null,
    })
  })

  test('does not even ask to stake what is not there, or a part without a limit', async () => {
    const tooMuch = stake({ amountRao: 1_000_000n * TAO })
    await world.expectNothingSpent(bob.ss58, () => world.client.addStake(tooMuch), { code: 'E_CHAIN_FUNDS' })
    await expect(world.client.addStake(stake({ allowPartial: true }))).rejects.toMatchObject({
      code: 'E_CHAIN_ARGUMENT',
    })
    expect(
      await world.client.dryRunStake({ ...tooMuch, coldkeySs58: bob.ss58, direction: 'add' }),
    ).toMatchObject({
      wouldSucceed: false,
    })
  })
}
