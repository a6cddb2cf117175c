import { afterAll, describe, expect, test } from 'vitest'
import { createSubtensorClient } from '../create-subtensor-client.ts'
import { createInMemoryChain } from '../testing/index.ts'

const NETUID = 2
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const STRANGER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

// A neuron of the lite calls does not tell alpha from TAO.
const UNTOLD_STAKE = { alphaStakeRao: null, taoStakeRao: null }

describe.each([293, 424] as const)('the reads on spec %i', (spec) => {
  const chain = createInMemoryChain({ spec, neurons: 256, fund: [{ ss58: STRANGER, tao: 3 }] })
  const client = createSubtensorClient({ endpoints: ['ws://memory'], openProvider: chain.openProvider })
  afterAll(async () => {
    await client.close()
    chain.close()
  })

  test('the metagraph comes by the best call that there is', async () => {
    const metagraph = await client.getMetagraph(NETUID)
    expect(metagraph).toMatchObject({
      netuid: NETUID,
      source: 'get_metagraph',
      block: { number: chain.head().number, hash: chain.head().hash },
      name: 'omron',
      symbol: 'β',
      maxUids: 256,
    })
    expect(metagraph.neurons).toHaveLength(256)
  })

  test('all calls tell the same of a neuron', async () => {
    const selective = await client.getMetagraph(NETUID, { source: 'get_selective_metagraph' })
    const full = await client.getMetagraph(NETUID, { source: 'get_metagraph' })
    expect({ ...full, source: null }).toEqual({ ...selective, source: null })
    const lite = await client.getMetagraph(NETUID, { source: 'get_neurons_lite' })
    expect({ ...lite, name: full.name, source: null }).toEqual({
      ...full,
      source: null,
      neurons: full.neurons.map((neuron) => ({ ...neuron, ...UNTOLD_STAKE, registeredAtBlock: null })),
    })
  })

  test('storage tells it too, but for the name', async () => {
    const full = await client.getMetagraph(NETUID, { source: 'get_metagraph' })
    const stored = await client.getMetagraph(NETUID, { source: 'storage' })
    expect({ ...stored, name: full.name, source: null }).toEqual({ ...full, source: null })
  })

  test('a neuron, its uid, its axon, its owner and the block of its registration', async () => {
    const neurons = await client.getNeurons(NETUID)
    const first = neurons.find(({ axon }) => axon !== null)
    if (first === undefined) throw new Error('nobody serves')
    const { uid, hotkeySs58 } = first
    expect(await client.getNeuron({ netuid: NETUID, uid })).toEqual({ ...first, ...UNTOLD_STAKE })
    expect(await client.getUid({ netuid: NETUID, hotkeySs58 })).toBe(uid)
    expect(await client.getAxon({ netuid: NETUID, hotkeySs58 })).toEqual(first.axon)
    expect(await client.getHotkeyOwner(hotkeySs58)).toBe(first.coldkeySs58)
    expect(await client.getOwnedHotkeys(first.coldkeySs58)).toContain(hotkeySs58)
    expect(await client.getRegistrationBlock({ netuid: NETUID, uid })).toBe(first.registeredAtBlock)
  })

  test('nothing is null, not an error', async () => {
    expect(await client.getUid({ netuid: NETUID, hotkeySs58: STRANGER })).toBeNull()
    expect(await client.getAxon({ netuid: NETUID, hotkeySs58: STRANGER })).toBeNull()
    expect(await client.getHotkeyOwner(STRANGER)).toBeNull()
    expect(await client.getOwnedHotkeys(STRANGER)).toEqual([])
    expect(await client.getCommitment({ netuid: NETUID, hotkeySs58: STRANGER })).toBeNull()
    expect(await client.getNeuron({ netuid: NETUID, uid: 9_999 })).toBeNull()
    expect(await client.getRegistrationBlock({ netuid: NETUID, uid: 9_999 })).toBeNull()
    expect(await client.getStakes(STRANGER)).toEqual([])
  })

  test('a subnet that is not there', async () => {
    for (const source of [
      'get_selective_metagraph',
      'get_metagraph',
      'get_neurons_lite',
      'storage',
    ] as const) {
      await expect(client.getMetagraph(250, { source })).rejects.toMatchObject({ code: 'E_CHAIN_SUBNET' })
    }
    await expect(client.getHyperparameters(250)).rejects.toMatchObject({ code: 'E_CHAIN_SUBNET' })
    await expect(client.getBurnCost(250)).rejects.toMatchObject({ code: 'E_CHAIN_SUBNET' })
  })

  test('balances, and the deposit that keeps an account alive', async () => {
    expect(await client.getBalance(STRANGER)).toEqual({
      freeRao: 3_000_000_000n,
      reservedRao: 0n,
      transferableRao: 2_999_999_500n,
    })
    const untouched = '5DTestUPts3kjeXSTMyerHihn1uwMfLj8vU8sqF7qYrFabHE'
    expect((await client.getBalance(untouched)).transferableRao).toBe(0n)
    await expect(client.getBalance('5nonsense')).rejects.toMatchObject({ code: 'E_SS58' })
  })

  test('amounts beyond 2^53 are exact', async () => {
    const rao = 2n ** 63n + 1n
    chain.setBalance(ALICE, rao)
    chain.mineBlock()
    expect((await client.getBalance(ALICE)).freeRao).toBe(rao)
  })

  test('the price, the subnets and the settings of one', async () => {
    chain.setBurnRao(123_456_789n)
    chain.mineBlock()
    expect(await client.getBurnCost(NETUID)).toBe(123_456_789n)
    const subnets = await client.getSubnets()
    expect(subnets.map(({ netuid }) => netuid)).toEqual([0, 1, 2])
    expect(subnets[2]).toMatchObject({
      name: 'omron',
      symbol: 'β',
      neurons: 256,
      maxUids: 256,
      burnRao: 123_456_789n,
      registrationAllowed: true,
      alphaPriceRao: 1_000_000_000n,
      ownerColdkeySs58: ALICE,
    })
    expect(await client.getHyperparameters(NETUID)).toMatchObject({
      netuid: NETUID,
      maxRegistrationsPerBlock: 100,
    })
  })

  test('a block and its time, now and by its hash', async () => {
    const { number, hash } = chain.head()
    const block = await client.getBlock()
    expect(block).toMatchObject({ number, hash })
    chain.mineBlock()
    expect(await client.getBlock({ atBlockHash: hash })).toEqual(block)
  })

  test('the state of an earlier block', async () => {
    const { hash } = chain.head()
    const before = await client.getBurnCost(NETUID)
    chain.setBurnRao(before + 1n)
    chain.mineBlock()
    expect(await client.getBurnCost(NETUID, { atBlockHash: hash })).toBe(before)
    expect(await client.getBurnCost(NETUID)).toBe(before + 1n)
  })

  test('a block that nobody knows', async () => {
    const atBlockHash = `0x${'ab'.repeat(32)}`
    await expect(client.getBurnCost(NETUID, { atBlockHash })).rejects.toMatchObject({ code: 'E_CHAIN_BLOCK' })
  })

  test.each([-1, 1.5, Number.NaN, 65_536])('a netuid that is none: %d', async (netuid) => {
    const refused = { code: 'E_CHAIN_ARGUMENT' }
    await expect(client.getMetagraph(netuid)).rejects.toMatchObject(refused)
    await expect(client.getBurnCost(netuid)).rejects.toMatchObject(refused)
  })
})

test('a runtime without the calls is read from its storage', async () => {
  const chain = createInMemoryChain({ neurons: 5 })
  const client = createSubtensorClient({ endpoints: ['ws://memory'], openProvider: chain.openProvider })
  // A node of old: no choice of metadata, and the one that it has tells of no runtime API.
  chain.failNext({ method: 'state_call', error: { code: -32_000, message: 'no such call' } })
  expect(await client.getMetagraph(NETUID)).toMatchObject({ source: 'storage', neurons: { length: 5 } })
  expect(await client.getNeuron({ netuid: NETUID, uid: 1 })).toMatchObject({ uid: 1 })
  await expect(client.getMetagraph(NETUID, { source: 'get_metagraph' })).rejects.toMatchObject({
    code: 'E_CHAIN_UNSUPPORTED',
  })
  await client.close()
  chain.close()
})

test('a call that a node cannot answer is made up for by the next one', async () => {
  const chain = createInMemoryChain({ neurons: 5 })
  const client = createSubtensorClient({ endpoints: ['ws://memory'], openProvider: chain.openProvider })
  await client.ready()
  chain.failNext({ method: 'state_call', error: { code: 4003, message: 'Execution failed' } })
  expect(await client.getMetagraph(NETUID)).toMatchObject({ source: 'get_selective_metagraph' })
  await client.close()
  chain.close()
})

test('a read goes on after a drop, twice at most', async () => {
  const chain = createInMemoryChain()
  const client = createSubtensorClient({
    endpoints: ['ws://memory'],
    openProvider: chain.openProvider,
    maxBackoffMs: 1,
  })
  await client.ready()
  chain.failNext({ method: 'state_getStorage', drop: 'before' })
  chain.failNext({ method: 'state_getStorage', drop: 'after' })
  expect(await client.getUid({ netuid: NETUID, hotkeySs58: STRANGER })).toBeNull()
  expect(client.status().drops).toBe(2)
  await client.close()
  chain.close()
})
