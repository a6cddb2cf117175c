import { expect, test } from 'vitest'
import type { RegisterOptions } from '../../client.ts'
import {
  alice,
  bob,
  MISSING_NETUID,
  miner,
  NETUID,
  nobody,
  other,
  poor,
  TAO,
  type WritesWorld,
} from './writes-world.ts'

const BURN_RAO = 100_000_000n

const registration = (options: Partial<RegisterOptions> = {}): RegisterOptions => ({
  netuid: NETUID,
  hotkeySs58: miner.ss58,
  coldkey: bob.keypair,
  maxCostRao: TAO,
  ...options,
})

/** What it costs to register, and what is refused. */
export function registrationStory(world: WritesWorld): void {
  test('a dry run tells whether a registration would do, and spends nothing', async () => {
    const dry = { ...registration(), coldkeySs58: bob.ss58 }
    const before = await world.freeOf(bob.ss58)
    expect(await world.client.dryRunRegister(dry)).toEqual({ feeRao: 0n, wouldSucceed: true, problem: null })
    expect(await world.client.dryRunRegister({ ...dry, coldkeySs58: poor.ss58 })).toMatchObject({
      wouldSucceed: false,
      problem: expect.stringContaining('does not hold enough'),
    })
    expect(await world.freeOf(bob.ss58)).toBe(before)
  })

  test.each([
    [
      'above the limit',
      { maxCostRao: BURN_RAO - 1n },
      { code: 'E_CHAIN_COST', values: { costRao: BURN_RAO } },
    ],
    ['on a subnet that is not there', { netuid: MISSING_NETUID }, { code: 'E_CHAIN_SUBNET' }],
    ['on root', { netuid: 0 }, { values: { error: 'RegistrationNotPermittedOnRootSubnet' } }],
    ['without the money', { coldkey: poor.keypair }, { code: 'E_CHAIN_FUNDS' }],
  ])('does not register %s', async (_name, options, expected) => {
    await world.expectNothingSpent(
      bob.ss58,
      () => world.client.burnedRegister(registration(options)),
      expected,
    )
  })

  test('registers for what it costs, and says which uid came of it', async () => {
    const before = await world.freeOf(bob.ss58)
    const outcome = await world.client.burnedRegister(
      registration({ maxCostRao: BURN_RAO, waitFor: 'finality' }),
    )
    expect(outcome).toMatchObject({
      netuid: NETUID,
      uid: 1,
      hotkeySs58: miner.ss58,
      burnRao: BURN_RAO,
      feeRao: 0n,
      finalized: true,
      balanceBeforeRao: before,
      balanceAfterRao: before - BURN_RAO,
    })
    expect(outcome.events).toContainEqual({
      name: 'SubtensorModule.NeuronRegistered',
      data: { 0: NETUID, 1: 1, 2: miner.ss58 },
    })
    expect(await world.client.getUid({ netuid: NETUID, hotkeySs58: miner.ss58 })).toBe(1)
    expect(await world.freeOf(bob.ss58)).toBe(before - BURN_RAO)
  })

  test('does not register twice', async () => {
    await world.expectNothingSpent(bob.ss58, () => world.client.burnedRegister(registration()), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'HotKeyAlreadyRegisteredInSubNet', uid: 1, path: 'check' },
    })
  })

  test("does not register another one's hotkey", async () => {
    const onOther = registration({ netuid: 1, coldkey: alice.keypair })
    await world.expectNothingSpent(alice.ss58, () => world.client.burnedRegister(onOther), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'NonAssociatedColdKey', ownerSs58: bob.ss58 },
    })
  })

  test('a price that doubles after the quote is refused, unless it was allowed', async () => {
    const quoteRao = await world.client.getBurnCost(NETUID)
    await world.chain.setBurnRao(2n * quoteRao)
    const second = registration({ hotkeySs58: other.ss58, maxCostRao: quoteRao })
    await world.expectNothingSpent(bob.ss58, () => world.client.burnedRegister(second), {
      code: 'E_CHAIN_COST',
      values: { costRao: 2n * quoteRao, maxCostRao: quoteRao },
    })
    const outcome = await world.client.burnedRegister({ ...second, maxCostRao: 2n * quoteRao })
    expect(outcome).toMatchObject({ uid: 2, burnRao: 2n * quoteRao })
  })

  test('does not register where registration is closed', async () => {
    await world.chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [NETUID], false)
    const closed = registration({ hotkeySs58: nobody.ss58 })
    await world.expectNothingSpent(bob.ss58, () => world.client.burnedRegister(closed), {
      values: { error: 'SubNetRegistrationDisabled' },
    })
    await world.chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [NETUID], true)
  })
}
