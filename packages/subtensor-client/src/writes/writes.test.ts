import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RegisterOptions, StakeOptions, SubtensorClient, TransferOptions } from '../client.ts'
import { createConnection } from '../connection/create-connection.ts'
import { createSubtensorClient } from '../create-subtensor-client.ts'
import { poolRefusal } from '../errors/pool-refusal.ts'
import { type ChainUnderTest, describeOnChains } from '../testing/describe-on-chains.ts'
import { buildCall } from './build-call.ts'
import { signExtrinsic } from './sign-extrinsic.ts'

const TAO = 1_000_000_000n
const BURN_RAO = 100_000_000n
const NETUID = 2
const MISSING_NETUID = 250
const PUBLIC_IP = '203.0.113.7'

const key = (uri: string) => {
  const keypair = keypairFromUri(uri)
  return { keypair, ss58: encodeSs58(keypair.publicKey) }
}
const alice = key('//Alice')
const bob = key('//Bob')
const miner = key('//Bob//miner')
const other = key('//Bob//other')
const poor = key('//Poor')
const nobody = key('//Nobody')

// The tests of a chain tell one story, in order.
describeOnChains('the writes', (open) => {
  let chain: ChainUnderTest
  let client: SubtensorClient

  beforeAll(async () => {
    chain = await open({
      fund: [
        { ss58: alice.ss58, tao: 5_000 },
        { ss58: bob.ss58, tao: 10_000 },
      ],
      tempoBlocks: 10_000,
      servingRateLimitBlocks: 3,
    })
    client = createSubtensorClient({ endpoints: [chain.endpoint], genesisHash: null })
    await client.ready()
  }, 120_000)

  afterAll(async () => {
    await client.close()
    await chain.close()
  })

  const freeOf = async (ss58: string) => (await client.getBalance(ss58)).freeRao
  const registration = (options: Partial<RegisterOptions> = {}): RegisterOptions => ({
    netuid: NETUID,
    hotkeySs58: miner.ss58,
    coldkey: bob.keypair,
    maxCostRao: TAO,
    ...options,
  })
  const axon = (options: Partial<Parameters<SubtensorClient['serveAxon']>[0]> = {}) => ({
    netuid: NETUID,
    hotkey: miner.keypair,
    ip: PUBLIC_IP,
    port: 8091,
    version: 9_012_003,
    ...options,
  })
  const payment = (options: Partial<TransferOptions> = {}): TransferOptions => ({
    from: bob.keypair,
    toSs58: poor.ss58,
    amountRao: TAO,
    ...options,
  })
  const stake = (options: Partial<StakeOptions> = {}): StakeOptions => ({
    netuid: NETUID,
    coldkey: bob.keypair,
    hotkeySs58: miner.ss58,
    amountRao: 10n * TAO,
    ...options,
  })
  /** What was refused cost nothing: neither money nor a nonce. */
  async function expectNothingSpent(ss58: string, refused: () => Promise<unknown>, expected: object) {
    const before = [await freeOf(ss58), (await client.getBlock()).number]
    await expect(refused()).rejects.toMatchObject(expected)
    expect([await freeOf(ss58), (await client.getBlock()).number]).toEqual(before)
  }

  test('a dry run tells whether a registration would do, and spends nothing', async () => {
    const dry = { ...registration(), coldkeySs58: bob.ss58 }
    const before = await freeOf(bob.ss58)
    expect(await client.dryRunRegister(dry)).toEqual({ feeRao: 0n, wouldSucceed: true, problem: null })
    expect(await client.dryRunRegister({ ...dry, coldkeySs58: poor.ss58 })).toMatchObject({
      wouldSucceed: false,
      problem: expect.stringContaining('does not hold enough'),
    })
    expect(await freeOf(bob.ss58)).toBe(before)
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
    await expectNothingSpent(bob.ss58, () => client.burnedRegister(registration(options)), expected)
  })

  test('registers for what it costs, and says which uid came of it', async () => {
    const before = await freeOf(bob.ss58)
    const outcome = await client.burnedRegister(registration({ maxCostRao: BURN_RAO, waitFor: 'finality' }))
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
    expect(await client.getUid({ netuid: NETUID, hotkeySs58: miner.ss58 })).toBe(1)
    expect(await freeOf(bob.ss58)).toBe(before - BURN_RAO)
  })

  test('does not register twice', async () => {
    await expectNothingSpent(bob.ss58, () => client.burnedRegister(registration()), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'HotKeyAlreadyRegisteredInSubNet', uid: 1, path: 'check' },
    })
  })

  test("does not register another one's hotkey", async () => {
    const onOther = registration({ netuid: 1, coldkey: alice.keypair })
    await expectNothingSpent(alice.ss58, () => client.burnedRegister(onOther), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'NonAssociatedColdKey', ownerSs58: bob.ss58 },
    })
  })

  test('a price that doubles after the quote is refused, unless it was allowed', async () => {
    const quoteRao = await client.getBurnCost(NETUID)
    await chain.setBurnRao(2n * quoteRao)
    const second = registration({ hotkeySs58: other.ss58, maxCostRao: quoteRao })
    await expectNothingSpent(bob.ss58, () => client.burnedRegister(second), {
      code: 'E_CHAIN_COST',
      values: { costRao: 2n * quoteRao, maxCostRao: quoteRao },
    })
    const outcome = await client.burnedRegister({ ...second, maxCostRao: 2n * quoteRao })
    expect(outcome).toMatchObject({ uid: 2, burnRao: 2n * quoteRao })
  })

  test('does not register where registration is closed', async () => {
    await chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [NETUID], false)
    const closed = registration({ hotkeySs58: nobody.ss58 })
    await expectNothingSpent(bob.ss58, () => client.burnedRegister(closed), {
      values: { error: 'SubNetRegistrationDisabled' },
    })
    await chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [NETUID], true)
  })

  test('serves an axon without any TAO, and the chain says the same', async () => {
    const outcome = await client.serveAxon(axon())
    expect(outcome).toMatchObject({ feeRao: 0n })
    expect(outcome.events).toContainEqual({
      name: 'SubtensorModule.AxonServed',
      data: { 0: NETUID, 1: miner.ss58 },
    })
    expect(await client.getAxon({ netuid: NETUID, hotkeySs58: miner.ss58 })).toEqual({
      block: outcome.block.number,
      version: 9_012_003,
      ip: PUBLIC_IP,
      ipType: 4,
      port: 8091,
      protocol: 4,
    })
  })

  test.each([
    ['too soon', {}, { values: { error: 'ServingRateLimitExceeded', waitBlocks: 2 }, retryable: true }],
    ['on port 0', { port: 0 }, { values: { error: 'InvalidPort' } }],
    ['on loopback', { ip: '127.0.0.1' }, { values: { error: 'InvalidIpAddress' } }],
    ['unregistered', { hotkey: nobody.keypair }, { values: { error: 'HotKeyNotRegisteredInSubNet' } }],
    ['on a subnet that is not there', { netuid: MISSING_NETUID }, { code: 'E_CHAIN_SUBNET' }],
    [
      'a certificate that would be dropped',
      { certificate: new Uint8Array(66) },
      { code: 'E_CHAIN_ARGUMENT' },
    ],
  ])('does not serve %s', async (_name, options, expected) => {
    const refused = async () => client.serveAxon(axon(options))
    await expectNothingSpent(bob.ss58, refused, expected)
  })

  test('serves again when the rate limit allows it: by IPv6 and with a certificate', async () => {
    await chain.mineBlock(3)
    await client.serveAxon(axon({ ip: '2001:db8::1f9b', certificate: new Uint8Array(33).fill(1) }))
    expect(await client.getAxon({ netuid: NETUID, hotkeySs58: miner.ss58 })).toMatchObject({
      ip: '2001:db8::1f9b',
      ipType: 6,
    })
  })

  test('serves Prometheus, and not twice at once', async () => {
    await client.servePrometheus(axon({ port: 7091 }))
    await expectNothingSpent(bob.ss58, () => client.servePrometheus(axon({ port: 7091 })), {
      values: { error: 'ServingRateLimitExceeded' },
    })
  })

  test('commits up to 128 bytes for a registered hotkey', async () => {
    const commitment = { netuid: NETUID, hotkey: miner.keypair }
    for (const data of [Buffer.from('hello'), Buffer.alloc(128, 7), Buffer.alloc(0)]) {
      await client.setCommitment({ ...commitment, data })
      const stored = await client.getCommitment({ netuid: NETUID, hotkeySs58: miner.ss58 })
      expect(Buffer.from(stored ?? [])).toEqual(data)
    }
    const data = new Uint8Array(129)
    await expect(client.setCommitment({ ...commitment, data })).rejects.toMatchObject({
      code: 'E_CHAIN_ARGUMENT',
    })
    await expect(
      client.setCommitment({ netuid: NETUID, hotkey: nobody.keypair, data: Buffer.from('x') }),
    ).rejects.toMatchObject({ values: { error: 'HotKeyNotRegisteredInSubNet' } })
  })

  test('transfers for the fee that the dry run named', async () => {
    const before = await freeOf(bob.ss58)
    const dry = await client.dryRunTransfer({ ...payment(), fromSs58: bob.ss58 })
    expect(dry).toMatchObject({ wouldSucceed: true, problem: null })
    const { feeRao } = await client.transfer(payment())
    expect(feeRao).toBe(dry.feeRao)
    expect(feeRao).toBeGreaterThan(0n)
    expect(await freeOf(bob.ss58)).toBe(before - TAO - feeRao)
    expect(await freeOf(poor.ss58)).toBe(TAO)
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
    const refused = async () => client.transfer(payment({ from: poor.keypair, toSs58: bob.ss58, ...options }))
    await expectNothingSpent(poor.ss58, refused, expected)
  })

  test('transfers all, and keeps the account alive', async () => {
    await client.transfer(payment({ from: poor.keypair, toSs58: bob.ss58, amountRao: 'all' }))
    expect(await freeOf(poor.ss58)).toBe(500n)
  })

  test('transfers that begin together are all made, one nonce each', async () => {
    const before = await freeOf(nobody.ss58)
    const amounts = [1_000n, 2_000n, 3_000n]
    await Promise.all(
      amounts.map((amountRao) => client.transfer(payment({ toSs58: nobody.ss58, amountRao }))),
    )
    expect(await freeOf(nobody.ss58)).toBe(before + 6_000n)
  })

  test('a nonce that was used is refused by the node, and known for what it is', async () => {
    const connection = createConnection({ endpoints: [chain.endpoint], genesisHash: null })
    const refusal = await connection.withApi(async (api) => {
      const call = buildCall(api, 'balances', 'transferKeepAlive', [poor.ss58, TAO])
      const blockHash = api.genesisHash.toHex()
      const { hex } = await signExtrinsic(api, call, bob.keypair, { nonce: 0, era: null, blockHash })
      return api.rpc.author.submitExtrinsic(hex).then(() => null, poolRefusal)
    })
    await connection.close()
    expect(refusal).toMatchObject({ error: 'Stale', path: 'pool' })
  })

  /** Loses the connection once, when the next extrinsic is handed over: before the node hears of it, or after. */
  function losing(when: 'before' | 'after'): SubtensorClient {
    let isDue = true
    const openProvider = (endpoint: string) => {
      const provider = chain.openProvider(endpoint)
      const send = async (method: string, params: unknown[]) => {
        if (method !== 'author_submitExtrinsic' || !isDue) return provider.send(method, params)
        isDue = false
        if (when === 'after') await provider.send(method, params)
        await provider.disconnect()
        throw new Error('the connection is lost')
      }
      return new Proxy(provider, {
        get(target, name) {
          const value = name === 'send' ? send : Reflect.get(target, name, target)
          return typeof value === 'function' && name !== 'send' ? value.bind(target) : value
        },
      })
    }
    return createSubtensorClient({
      endpoints: [chain.endpoint],
      genesisHash: null,
      openProvider,
      maxBackoffMs: 50,
    })
  }

  test('a connection lost after sending: found in its block, and paid once', async () => {
    const before = await freeOf(nobody.ss58)
    const losingClient = losing('after')
    const outcome = await losingClient.transfer(payment({ toSs58: nobody.ss58, amountRao: 7_000n }))
    await losingClient.close()
    expect(outcome.events.map(({ name }) => name)).toContain('Balances.Transfer')
    expect(await freeOf(nobody.ss58)).toBe(before + 7_000n)
  })

  test('a connection lost before the node heard of it: known to be lost when its era is over', async () => {
    const before = await freeOf(bob.ss58)
    const losingClient = losing('before')
    let failure: unknown
    const sending = losingClient.transfer(payment({ toSs58: nobody.ss58 })).catch((error: unknown) => {
      failure = error
    })
    await vi.waitFor(() => expect(losingClient.status().drops).toBe(1), { timeout: 30_000 })
    await chain.mineBlock(8)
    await sending
    await losingClient.close()
    expect(failure).toMatchObject({ code: 'E_CHAIN_REFUSED', retryable: true, values: { error: 'EraEnded' } })
    expect(await freeOf(bob.ss58)).toBe(before)
  })

  test('stakes and takes stake back, with limits and without', async () => {
    const alpha = async () =>
      (await client.getStakes(bob.ss58)).find(({ hotkeySs58 }) => hotkeySs58 === miner.ss58)?.alphaRao ?? 0n
    const added = await client.addStake(stake())
    expect(added.events.map(({ name }) => name)).toContain('SubtensorModule.StakeAdded')
    const first = await alpha()
    expect(first).toBeGreaterThan(0n)
    await client.addStake(stake({ limitPriceRao: 10n * TAO }))
    const second = await alpha()
    expect(second).toBeGreaterThan(first)
    const removed = await client.removeStake(stake({ amountRao: TAO }))
    expect(removed.events.map(({ name }) => name)).toContain('SubtensorModule.StakeRemoved')
    await client.removeStake(stake({ amountRao: TAO, limitPriceRao: 1n, allowPartial: true }))
    expect(await alpha()).toBeLessThan(second)
  })

  test.each([
    ['to stake less than the least', () => client.addStake(stake({ amountRao: 10n })), 'StakeAmountTooLow'],
    [
      'to stake on a stranger',
      () => client.addStake(stake({ hotkeySs58: nobody.ss58 })),
      'HotkeyAccountDoesntExist',
    ],
    ['to stake above the limit', () => client.addStake(stake({ limitPriceRao: 1n })), 'ZeroMaxAmount'],
  ])('is refused %s', async (_name, refused, error) => {
    await expectNothingSpent(bob.ss58, refused, { code: 'E_CHAIN_REFUSED', values: { error, path: 'pool' } })
  })

  test('does not even ask to take more stake than there is, and the dry run says so', async () => {
    const all = (await client.getStakes(bob.ss58)).find(({ hotkeySs58 }) => hotkeySs58 === miner.ss58)
    const dry = { ...stake(), coldkeySs58: bob.ss58, direction: 'remove' } as const
    const amountRao = (all?.alphaRao ?? 0n) + 1n
    await expectNothingSpent(bob.ss58, () => client.removeStake(stake({ amountRao })), {
      code: 'E_CHAIN_REFUSED',
      values: { error: 'NotEnoughStakeToWithdraw', path: 'check', stakeRao: all?.alphaRao },
    })
    expect(await client.dryRunStake({ ...dry, amountRao })).toMatchObject({ wouldSucceed: false })
    expect(await client.dryRunStake({ ...dry, amountRao: all?.alphaRao ?? 0n })).toMatchObject({
      wouldSucceed: true,
      problem: null,
    })
  })

  test('does not even ask to stake what is not there, or a part without a limit', async () => {
    const tooMuch = stake({ amountRao: 1_000_000n * TAO })
    await expectNothingSpent(bob.ss58, () => client.addStake(tooMuch), { code: 'E_CHAIN_FUNDS' })
    await expect(client.addStake(stake({ allowPartial: true }))).rejects.toMatchObject({
      code: 'E_CHAIN_ARGUMENT',
    })
    expect(await client.dryRunStake({ ...tooMuch, coldkeySs58: bob.ss58, direction: 'add' })).toMatchObject({
      wouldSucceed: false,
    })
  })
})
