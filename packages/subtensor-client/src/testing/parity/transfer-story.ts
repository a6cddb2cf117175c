import { expect, test } from 'vitest'
import { bob, FREE_CALL, nobody, type ParityWorld, poor, TAO } from './parity-world.ts'

/** Moves TAO, to the last rao. */
export function transferStory(world: ParityWorld): void {
  test('transfers for a fee, and makes the account', async () => {
    const before = await world.freeOf(bob.address)
    const transfer = world.call('balances', 'transferKeepAlive', poor.address, TAO)
    const { partialFee } = await transfer.paymentInfo(bob)
    const ending = await world.send(transfer, bob)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'system.NewAccount',
      'balances.Endowed',
      'balances.Transfer',
      'balances.Deposit',
      ...FREE_CALL,
    ])
    expect(partialFee.toNumber()).toBe(137_050)
    expect(await world.freeOf(bob.address)).toBe(before - TAO - 137_050n)
    expect(await world.freeOf(poor.address)).toBe(TAO)
  })

  test.each([
    [
      'more than there is',
      () => world.call('balances', 'transferKeepAlive', bob.address, 5n * TAO),
      'FundsUnavailable',
    ],
    [
      'what keeps the account alive',
      () => world.call('balances', 'transferKeepAlive', bob.address, 999_800_000n),
      'FundsUnavailable',
    ],
    [
      'less than an account needs',
      () => world.call('balances', 'transferKeepAlive', nobody.address, 100n),
      'BelowMinimum',
    ],
  ] as const)('does not transfer %s, but takes the fee', async (_name, make, error) => {
    const before = await world.freeOf(poor.address)
    const ending = await world.send(make(), poor)
    expect(ending.error).toBe(`Token.${error}`)
    expect(await world.freeOf(poor.address)).toBeLessThan(before)
  })

  test('transfers all, but for what an account needs', async () => {
    const ending = await world.send(world.call('balances', 'transferAll', bob.address, true), poor)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'balances.Transfer',
      'balances.Deposit',
      ...FREE_CALL,
    ])
    expect(await world.freeOf(poor.address)).toBe(500n)
  })

  test('transfers all, and the account is gone', async () => {
    await world.send(world.call('balances', 'transferKeepAlive', poor.address, TAO), bob)
    const ending = await world.send(world.call('balances', 'transferAll', bob.address, false), poor)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'system.KilledAccount',
      'balances.Transfer',
      ...FREE_CALL,
    ])
    expect(await world.freeOf(poor.address)).toBe(0n)
  })

  test('refuses who cannot pay the fee', async () => {
    const ending = await world.send(world.call('balances', 'transferKeepAlive', bob.address, 1), nobody)
    expect(ending.refusal).toBe('Payment')
  })
}
