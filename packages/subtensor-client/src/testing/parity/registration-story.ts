import { expect, test } from 'vitest'
import {
  alice,
  bob,
  FREE_CALL,
  FREE_FAILURE,
  miner,
  other,
  type ParityWorld,
  poor,
  TAO,
} from './parity-world.ts'

/** Registers, and fails to in every way that costs nothing. */
export function registrationStory(world: ParityWorld): void {
  test('starts at the same place', async () => {
    expect(world.api().runtimeVersion.specVersion.toNumber()).toBe(293)
    expect((await world.api().rpc.chain.getHeader()).number.toNumber()).toBe(3)
    expect(await world.read('subtensorModule', 'subnetworkN', 2)).toBe(1)
    expect(await world.read('subtensorModule', 'burn', 2)).toBe(100_000_000)
    expect(await world.metagraph()).toMatchObject({
      numUids: 1,
      maxUids: 256,
      burn: 100_000_000,
      registrationAllowed: true,
      servingRateLimit: 3,
      symbol: [206, 178],
      rank: [0],
      trust: [0],
      active: [true],
    })
  })

  test('registers for the burn and nothing else', async () => {
    const before = await world.freeOf(bob.address)
    const ending = await world.send(world.subtensor('burnedRegister', 2, miner.address), bob)
    expect(ending).toMatchObject({ refusal: null, error: null })
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'subtensorModule.RAORecycledForRegistrationSet',
      'subtensorModule.NeuronRegistered',
      ...FREE_CALL,
    ])
    expect(ending.data.slice(0, 4)).toEqual([
      [bob.address, 100_000_000],
      [2, 100_000_000],
      [2, 1, miner.address],
      [bob.address, 0, 0],
    ])
    expect(await world.freeOf(bob.address)).toBe(before - 100_000_000n)
    expect(await world.nonceOf(bob.address)).toBe(1)
  })

  test('knows the neuron by storage and by runtime call', async () => {
    const block = (await world.api().rpc.chain.getHeader()).number.toNumber()
    expect(await world.read('subtensorModule', 'uids', 2, miner.address)).toBe(1)
    expect(await world.read('subtensorModule', 'keys', 2, 1)).toBe(miner.address)
    expect(await world.read('subtensorModule', 'owner', miner.address)).toBe(bob.address)
    expect(await world.read('subtensorModule', 'ownedHotkeys', bob.address)).toEqual([miner.address])
    expect(await world.read('subtensorModule', 'isNetworkMember', miner.address, 2)).toBe(true)
    expect(await world.read('subtensorModule', 'blockAtRegistration', 2, 1)).toBe(block)
    expect(await world.metagraph()).toMatchObject({
      numUids: 2,
      hotkeys: [expect.any(String), miner.address],
      coldkeys: [alice.address, bob.address],
      active: [true, true],
      lastUpdate: [2, block],
      incentives: [0, 0],
      totalStake: [0, 0],
    })
    const lite = (await world.api().call.neuronInfoRuntimeApi?.getNeuronsLite?.(2))?.toJSON() as unknown[]
    expect(lite[1]).toMatchObject({
      uid: 1,
      hotkey: miner.address,
      coldkey: bob.address,
      validatorPermit: false,
    })
  })

  test.each([
    ['again', () => [2, miner.address], bob, 'subtensorModule.HotKeyAlreadyRegisteredInSubNet'],
    ['without funds', () => [2, other.address], poor, 'subtensorModule.NotEnoughBalanceToStake'],
    ['on no subnet', () => [250, other.address], bob, 'subtensorModule.SubNetworkDoesNotExist'],
    ['on root', () => [0, other.address], bob, 'subtensorModule.RegistrationNotPermittedOnRootSubnet'],
    ["another's hotkey", () => [1, miner.address], alice, 'subtensorModule.NonAssociatedColdKey'],
  ] as const)('fails to register %s, for nothing', async (_name, args, signer, error) => {
    const before = await world.freeOf(signer.address)
    const ending = await world.send(world.subtensor('burnedRegister', ...args()), signer)
    expect(ending).toMatchObject({ refusal: null, error, events: FREE_FAILURE })
    expect(await world.freeOf(signer.address)).toBe(before)
  })

  test('fails to register where registration is closed', async () => {
    await world.chain().setStorage('SubtensorModule.NetworkRegistrationAllowed', [2], false)
    const ending = await world.send(world.subtensor('burnedRegister', 2, other.address), bob)
    expect(ending.error).toBe('subtensorModule.SubNetRegistrationDisabled')
    await world.chain().setStorage('SubtensorModule.NetworkRegistrationAllowed', [2], true)
  })

  test('takes the burn that is asked for at that moment', async () => {
    await world.chain().setBurnRao(3n * TAO)
    const before = await world.freeOf(bob.address)
    const ending = await world.send(world.subtensor('burnedRegister', 2, other.address), bob)
    expect(ending.error).toBe(null)
    expect(await world.freeOf(bob.address)).toBe(before - 3n * TAO)
  })
}
