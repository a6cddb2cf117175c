import { ApiPromise } from '@polkadot/api'
import { Keyring } from '@polkadot/keyring'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChainUnderTest, describeOnChains } from './describe-on-chains.ts'
import { createSender, type Sender } from './sender.ts'

await cryptoWaitReady()
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
const [alice, bob, miner, other, poor, nobody] = [
  '//Alice',
  '//Bob',
  '//Bob//miner',
  '//Bob//other',
  '//Poor',
  '//Nobody',
].map((uri) => keyring.addFromUri(uri)) as [Pair, Pair, Pair, Pair, Pair, Pair]
type Pair = ReturnType<typeof keyring.addFromUri>

const TAO = 1_000_000_000n
const FREE_CALL = ['transactionPayment.TransactionFeePaid', 'system.ExtrinsicSuccess']
const FREE_FAILURE = ['transactionPayment.TransactionFeePaid', 'system.ExtrinsicFailed']
const extensions = { SubtensorTransactionExtension: { extrinsic: {}, payload: {} } }

// The tests of a chain tell one story, in order; what is expected was measured on the real runtime.
describeOnChains('the chain', (open) => {
  let chain: ChainUnderTest
  let api: ApiPromise
  let sender: Sender
  let provider: ReturnType<ChainUnderTest['openProvider']>

  beforeAll(async () => {
    chain = await open({
      fund: [
        { ss58: alice.address, tao: 5_000 },
        { ss58: bob.address, tao: 10_000 },
      ],
      tempoBlocks: 10_000,
      servingRateLimitBlocks: 3,
    })
    provider = chain.openProvider(chain.endpoint)
    const created = ApiPromise.create({ provider, noInitWarn: true, signedExtensions: extensions })
    await provider.connect()
    api = await created
    sender = createSender(api, provider)
  }, 120_000)

  afterAll(async () => {
    await api.disconnect()
    await chain.close()
  })

  const call = (pallet: string, name: string, ...args: unknown[]) => {
    const make = api.tx[pallet]?.[name]
    if (!make) throw new Error(`no call ${pallet}.${name}`)
    return make(...args)
  }
  const subtensor = (name: string, ...args: unknown[]) => call('subtensorModule', name, ...args)
  const read = async (pallet: string, item: string, ...args: unknown[]) =>
    (await api.query[pallet]?.[item]?.(...args))?.toJSON()
  const freeOf = async (ss58: string) => {
    const account = (await read('system', 'account', ss58)) as { data: { free: number | string } }
    return BigInt(account.data.free)
  }
  const nonceOf = async (ss58: string) => ((await read('system', 'account', ss58)) as { nonce: number }).nonce
  const metagraph = async () =>
    ((await api.call.subnetInfoRuntimeApi?.getMetagraph?.(2))?.toJSON() ?? {}) as Record<string, unknown[]>
  const serve = (fields: Partial<Record<'netuid' | 'ip' | 'port' | 'ipType', number>> = {}) => {
    const { netuid, ip, port, ipType } = { netuid: 2, ip: 0xcb007107, port: 8091, ipType: 4, ...fields }
    return subtensor('serveAxon', netuid, 1, ip, port, ipType, 4, 0, 0)
  }

  test('starts at the same place', async () => {
    expect(api.runtimeVersion.specVersion.toNumber()).toBe(293)
    expect((await api.rpc.chain.getHeader()).number.toNumber()).toBe(3)
    expect(await read('subtensorModule', 'subnetworkN', 2)).toBe(1)
    expect(await read('subtensorModule', 'burn', 2)).toBe(100_000_000)
    expect(await metagraph()).toMatchObject({
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
    const before = await freeOf(bob.address)
    const ending = await sender.send(subtensor('burnedRegister', 2, miner.address), bob)
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
    expect(await freeOf(bob.address)).toBe(before - 100_000_000n)
    expect(await nonceOf(bob.address)).toBe(1)
  })

  test('knows the neuron by storage and by runtime call', async () => {
    const block = (await api.rpc.chain.getHeader()).number.toNumber()
    expect(await read('subtensorModule', 'uids', 2, miner.address)).toBe(1)
    expect(await read('subtensorModule', 'keys', 2, 1)).toBe(miner.address)
    expect(await read('subtensorModule', 'owner', miner.address)).toBe(bob.address)
    expect(await read('subtensorModule', 'ownedHotkeys', bob.address)).toEqual([miner.address])
    expect(await read('subtensorModule', 'isNetworkMember', miner.address, 2)).toBe(true)
    expect(await read('subtensorModule', 'blockAtRegistration', 2, 1)).toBe(block)
    expect(await metagraph()).toMatchObject({
      numUids: 2,
      hotkeys: [expect.any(String), miner.address],
      coldkeys: [alice.address, bob.address],
      active: [true, true],
      lastUpdate: [2, block],
      incentives: [0, 0],
      totalStake: [0, 0],
    })
    const lite = (await api.call.neuronInfoRuntimeApi?.getNeuronsLite?.(2))?.toJSON() as unknown[]
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
    const before = await freeOf(signer.address)
    const ending = await sender.send(subtensor('burnedRegister', ...args()), signer)
    expect(ending).toMatchObject({ refusal: null, error, events: FREE_FAILURE })
    expect(await freeOf(signer.address)).toBe(before)
  })

  test('fails to register where registration is closed', async () => {
    await chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [2], false)
    const ending = await sender.send(subtensor('burnedRegister', 2, other.address), bob)
    expect(ending.error).toBe('subtensorModule.SubNetRegistrationDisabled')
    await chain.setStorage('SubtensorModule.NetworkRegistrationAllowed', [2], true)
  })

  test('takes the burn that is asked for at that moment', async () => {
    await chain.setBurnRao(3n * TAO)
    const before = await freeOf(bob.address)
    const ending = await sender.send(subtensor('burnedRegister', 2, other.address), bob)
    expect(ending.error).toBe(null)
    expect(await freeOf(bob.address)).toBe(before - 3n * TAO)
  })

  test('lets a hotkey without TAO serve', async () => {
    const ending = await sender.send(serve(), miner)
    expect(ending).toMatchObject({ refusal: null, error: null })
    expect(ending.events).toEqual(['subtensorModule.AxonServed', ...FREE_CALL])
    const block = (await api.rpc.chain.getHeader()).number.toNumber()
    const axon = { block, version: 1, ip: 0xcb007107, port: 8091, ipType: 4, protocol: 4 }
    expect(await read('subtensorModule', 'axons', 2, miner.address)).toMatchObject(axon)
    expect((await metagraph()).axons?.[1]).toMatchObject(axon)
  })

  test.each([
    ['too soon', () => serve(), miner, 'Custom 12'],
    ['port 0', () => serve({ port: 0 }), other, 'Custom 13'],
    ['on loopback', () => serve({ ip: 0x7f000001 }), other, 'Custom 11'],
    ['the broadcast address', () => serve({ ip: 0xffffffff }), other, 'Custom 11'],
    ['IPv6 loopback', () => serve({ ip: 1, ipType: 6 }), other, 'Custom 11'],
    ['an unknown kind of address', () => serve({ ipType: 5 }), other, 'Custom 255'],
    ['unregistered', () => serve(), nobody, 'Custom 10'],
  ] as const)('refuses to serve %s', async (_name, make, signer, refusal) => {
    expect((await sender.send(make(), signer)).refusal).toBe(refusal)
  })

  test('serves again after the rate limit', async () => {
    await chain.mineBlock(3)
    expect((await sender.send(serve({ port: 8092 }), miner)).error).toBe(null)
  })

  test('serves with a certificate, and says in the block what the pool does not', async () => {
    const certificate = `0x01${'ab'.repeat(32)}`
    const tls = () => subtensor('serveAxonTls', 2, 1, 0xcb007107, 8091, 4, 4, 0, 0, certificate)
    expect((await sender.send(tls(), other)).error).toBe(null)
    expect(await read('subtensorModule', 'neuronCertificates', 2, other.address)).toEqual({
      publicKey: `0x${'ab'.repeat(32)}`,
      algorithm: 1,
    })
    expect((await sender.send(tls(), other)).error).toBe('subtensorModule.ServingRateLimitExceeded')
  })

  test('serves Prometheus', async () => {
    const prometheus = (port: number) => subtensor('servePrometheus', 2, 1, 0xcb007107, port, 4)
    expect((await sender.send(prometheus(0), miner)).error).toBe('subtensorModule.InvalidPort')
    const ending = await sender.send(prometheus(7091), miner)
    expect(ending.events).toEqual(['subtensorModule.PrometheusServed', ...FREE_CALL])
    const unregistered = await sender.send(prometheus(7091), nobody)
    expect(unregistered.error).toBe('subtensorModule.HotKeyNotRegisteredInNetwork')
  })

  test('transfers for a fee, and makes the account', async () => {
    const before = await freeOf(bob.address)
    const transfer = call('balances', 'transferKeepAlive', poor.address, TAO)
    const { partialFee } = await transfer.paymentInfo(bob)
    const ending = await sender.send(transfer, bob)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'system.NewAccount',
      'balances.Endowed',
      'balances.Transfer',
      'balances.Deposit',
      ...FREE_CALL,
    ])
    expect(partialFee.toNumber()).toBe(137_050)
    expect(await freeOf(bob.address)).toBe(before - TAO - 137_050n)
    expect(await freeOf(poor.address)).toBe(TAO)
  })

  test.each([
    [
      'more than there is',
      () => call('balances', 'transferKeepAlive', bob.address, 5n * TAO),
      'FundsUnavailable',
    ],
    [
      'what keeps the account alive',
      () => call('balances', 'transferKeepAlive', bob.address, 999_800_000n),
      'FundsUnavailable',
    ],
    [
      'less than an account needs',
      () => call('balances', 'transferKeepAlive', nobody.address, 100n),
      'BelowMinimum',
    ],
  ] as const)('does not transfer %s, but takes the fee', async (_name, make, error) => {
    const before = await freeOf(poor.address)
    const ending = await sender.send(make(), poor)
    expect(ending.error).toBe(`Token.${error}`)
    expect(await freeOf(poor.address)).toBeLessThan(before)
  })

  test('transfers all, but for what an account needs', async () => {
    const ending = await sender.send(call('balances', 'transferAll', bob.address, true), poor)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'balances.Transfer',
      'balances.Deposit',
      ...FREE_CALL,
    ])
    expect(await freeOf(poor.address)).toBe(500n)
  })

  test('transfers all, and the account is gone', async () => {
    await sender.send(call('balances', 'transferKeepAlive', poor.address, TAO), bob)
    const ending = await sender.send(call('balances', 'transferAll', bob.address, false), poor)
    expect(ending.events).toEqual([
      'balances.Withdraw',
      'system.KilledAccount',
      'balances.Transfer',
      ...FREE_CALL,
    ])
    expect(await freeOf(poor.address)).toBe(0n)
  })

  test('refuses who cannot pay the fee', async () => {
    const ending = await sender.send(call('balances', 'transferKeepAlive', bob.address, 1), nobody)
    expect(ending.refusal).toBe('Payment')
  })

  test('adds stake at the pool’s price', async () => {
    const before = await freeOf(bob.address)
    const ending = await sender.send(subtensor('addStake', miner.address, 2, 10n * TAO), bob)
    expect(ending.events).toEqual(['balances.Withdraw', 'subtensorModule.StakeAdded', ...FREE_CALL])
    const [, , taoRao, alphaRao, netuid, feeRao] = ending.data[1] as number[]
    expect([taoRao, netuid, feeRao]).toEqual([10_000_000_000, 2, 29_907_682])
    expect(alphaRao).toBeGreaterThan(9.8e9)
    expect(alphaRao).toBeLessThan(10e9)
    expect(await freeOf(bob.address)).toBe(before - 10n * TAO)
    expect(await read('subtensorModule', 'totalHotkeyAlpha', miner.address, 2)).toBe(alphaRao)
    const stakes = (await api.call.stakeInfoRuntimeApi?.getStakeInfoForColdkey?.(bob.address))?.toJSON()
    expect(stakes).toMatchObject([
      { hotkey: miner.address, coldkey: bob.address, netuid: 2, stake: alphaRao, isRegistered: true },
    ])
  })

  test('removes stake at the pool’s price', async () => {
    const before = await freeOf(bob.address)
    const ending = await sender.send(subtensor('removeStake', miner.address, 2, TAO), bob)
    expect(ending.events).toEqual(['subtensorModule.StakeRemoved', 'balances.Deposit', ...FREE_CALL])
    const [, , taoRao, alphaRao, , feeRao] = ending.data[0] as number[]
    expect([alphaRao, feeRao]).toEqual([1_000_000_000, 2_990_768])
    expect(await freeOf(bob.address)).toBe(before + BigInt(taoRao ?? 0))
  })

  test('fills what a limit allows', async () => {
    const full = await sender.send(subtensor('addStakeLimit', miner.address, 2, TAO, 10n * TAO, false), bob)
    expect(full.events).toEqual(['balances.Withdraw', 'subtensorModule.StakeAdded', ...FREE_CALL])
    const part = await sender.send(
      subtensor('addStakeLimit', miner.address, 2, 900n * TAO, (11n * TAO) / 10n, true),
      bob,
    )
    const [, , spentRao] = part.data[1] as number[]
    expect(spentRao).toBeGreaterThan(20e9)
    expect(spentRao).toBeLessThan(60e9)
    const sold = await sender.send(subtensor('removeStakeLimit', miner.address, 2, TAO, 1n, false), bob)
    expect(sold.events).toEqual(['subtensorModule.StakeRemoved', 'balances.Deposit', ...FREE_CALL])
  })

  test.each([
    ['too little', () => subtensor('addStake', miner.address, 2, 1_000), bob, 'Custom 1'],
    ['more than there is', () => subtensor('addStake', miner.address, 2, 1_000_000n * TAO), bob, 'Custom 2'],
    ['on no subnet', () => subtensor('addStake', miner.address, 250, 10n * TAO), bob, 'Custom 3'],
    ['on a hotkey of nobody', () => subtensor('addStake', nobody.address, 2, 10n * TAO), bob, 'Custom 4'],
    [
      'off more than there is',
      () => subtensor('removeStake', miner.address, 2, 1_000_000n * TAO),
      bob,
      'Custom 5',
    ],
    ['too little off', () => subtensor('removeStake', miner.address, 2, 10), bob, 'Custom 1'],
    ["another's off", () => subtensor('removeStake', miner.address, 2, TAO), alice, 'Custom 5'],
    [
      'beyond the limit',
      () => subtensor('addStakeLimit', miner.address, 2, 900n * TAO, (6n * TAO) / 5n, false),
      bob,
      'Custom 8',
    ],
    [
      'below a hopeless limit',
      () => subtensor('addStakeLimit', miner.address, 2, TAO, 1_000_000n, false),
      bob,
      'Custom 14',
    ],
    [
      'off above a hopeless limit',
      () => subtensor('removeStakeLimit', miner.address, 2, TAO, 100n * TAO, false),
      bob,
      'Custom 14',
    ],
  ] as const)('refuses to stake %s', async (_name, make, signer, refusal) => {
    expect((await sender.send(make(), signer)).refusal).toBe(refusal)
  })

  test('keeps a commitment', async () => {
    const commit = () => call('commitments', 'setCommitment', 2, { fields: [{ Raw5: '0x68656c6c6f' }] })
    const ending = await sender.send(commit(), miner)
    expect(ending.events).toEqual(['commitments.Commitment', ...FREE_CALL])
    expect(await read('commitments', 'commitmentOf', 2, miner.address)).toMatchObject({
      deposit: 0,
      info: { fields: [{ raw5: '0x68656c6c6f' }] },
    })
    const refused = await sender.send(commit(), nobody)
    expect(refused.error).toBe('commitments.AccountNotAllowedCommit')
  })

  test('refuses a used nonce, a wrong genesis, an era that is over, and a forged signature', async () => {
    const transfer = () => call('balances', 'transferKeepAlive', alice.address, 1)
    expect((await sender.send(transfer(), bob, { nonce: 0 })).refusal).toBe('Stale')
    const genesisHash = `0x${'12'.repeat(32)}`
    expect((await sender.send(transfer(), bob, { genesisHash })).refusal).toBe('BadProof')

    const blockHash = await api.rpc.chain.getBlockHash(1)
    const era = api.registry.createType('ExtrinsicEra', { current: 1, period: 4 })
    expect((await sender.send(transfer(), bob, { era, blockHash })).refusal).toBe('BadProof')

    const forged = hexToU8a((await transfer().signAsync(bob, { nonce: -1 })).toHex())
    forged[60] = (forged[60] ?? 0) ^ 1
    expect(await sender.submit(u8aToHex(forged))).toBe('BadProof')
  })

  test('adds a tip to the fee', async () => {
    const before = await freeOf(bob.address)
    const ending = await sender.send(call('balances', 'transferKeepAlive', alice.address, 1), bob, {
      tip: 1_000,
    })
    expect(ending.data.at(-2)).toEqual([bob.address, 138_048, 1_000])
    expect(await freeOf(bob.address)).toBe(before - 138_049n)
  })

  test('counts nonces for the next to send', async () => {
    const next = await api.rpc.system.accountNextIndex(bob.address)
    expect(next.toNumber()).toBe(await nonceOf(bob.address))
  })

  test('says in a dry run what would come', async () => {
    const signed = await subtensor('burnedRegister', 2, nobody.address).signAsync(bob, { nonce: -1 })
    expect(await provider.send('system_dryRun', [signed.toHex()])).toBe('0x0000')
  })
})
