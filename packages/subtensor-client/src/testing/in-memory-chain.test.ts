import { ApiPromise } from '@polkadot/api'
import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createInMemoryChain } from './in-memory-chain.ts'
import type { InMemoryChainOptions } from './in-memory-chain-shape.ts'

await cryptoWaitReady()
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
const bob = keyring.addFromUri('//Bob')
const miner = keyring.addFromUri('//Bob//miner')
const extensions = Object.fromEntries(
  [
    'SubtensorTransactionExtension',
    'SudoTransactionExtension',
    'CheckShieldedTxValidity',
    'DrandPriority',
  ].map((name) => [name, { extrinsic: {}, payload: {} }]),
)

async function open(options: InMemoryChainOptions = {}) {
  const chain = createInMemoryChain({ fund: [{ ss58: bob.address, tao: 1_000 }], ...options })
  const provider = chain.openProvider('memory://chain')
  const created = ApiPromise.create({ provider, noInitWarn: true, signedExtensions: extensions })
  await provider.connect()
  const api = await created
  onTestFinished(async () => {
    await api.disconnect()
    chain.close()
  })
  const call = (pallet: string, name: string, ...args: unknown[]) => {
    const make = api.tx[pallet]?.[name]
    if (!make) throw new Error(`no call ${pallet}.${name}`)
    return make(...args)
  }
  const transfer = async (options: object = {}, rao = 1_000_000) =>
    (
      await call('balances', 'transferKeepAlive', miner.address, rao).signAsync(bob, {
        nonce: -1,
        ...options,
      })
    ).toHex()
  const submit = (hex: string) => provider.send<string>('author_submitExtrinsic', [hex])
  /** Follows an extrinsic's statuses. */
  const watch = async (hex: string) => {
    const statuses: unknown[] = []
    await provider.subscribe(
      'author_extrinsicUpdate',
      'author_submitAndWatchExtrinsic',
      [hex],
      (_error, status) => statuses.push(status),
    )
    return statuses
  }
  const freeOf = async (ss58: string) => {
    const account = (await api.query.system?.account?.(ss58)) as unknown as {
      data: { free: { toBigInt(): bigint } }
    }
    return account.data.free.toBigInt()
  }
  return { chain, provider, api, call, transfer, submit, watch, freeOf }
}

const kind = (status: unknown) => (typeof status === 'string' ? status : Object.keys(status as object)[0])

test.each([293, 424] as const)('makes an API ready on spec %s, with its runtime calls', async (spec) => {
  const { api } = await open({ spec, neurons: 5 })
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(spec)
  const neurons = await api.call.neuronInfoRuntimeApi?.getNeuronsLite?.(2)
  expect(neurons?.toJSON()).toHaveLength(5)
  expect((await api.query.subtensorModule?.keys?.entries(2))?.length).toBe(5)
})

test('tells every status of an extrinsic, the block and its end', async () => {
  const { chain, transfer, watch } = await open({ sealing: 'manual' })
  const statuses = await watch(await transfer())
  await expect.poll(() => statuses).toHaveLength(2)
  chain.mineBlock()
  const included = chain.head().hash
  chain.mineBlock()
  await expect
    .poll(() => statuses)
    .toEqual(['ready', { broadcast: ['in-memory'] }, { inBlock: included }, { finalized: included }])
})

test('holds what comes with a later nonce until the nonces before it are there', async () => {
  const { chain, transfer, watch, freeOf } = await open({ sealing: 'manual' })
  const early = await watch(await transfer({ nonce: 1 }))
  await expect.poll(() => early).toEqual(['future'])
  chain.mineBlock()
  expect(await freeOf(miner.address)).toBe(0n)
  const first = await watch(await transfer({ nonce: 0 }))
  await expect.poll(() => first[0]).toBe('ready')
  chain.mineBlock()
  expect(await freeOf(miner.address)).toBe(2_000_000n)
})

test('refuses duplicates (1013) and rivals without a higher tip (1014)', async () => {
  const { chain, transfer, submit, watch } = await open({ sealing: 'manual' })
  const first = await transfer({ nonce: 0 })
  const statuses = await watch(first)
  await expect(submit(first)).rejects.toMatchObject({ code: 1013 })
  await expect(submit(await transfer({ nonce: 0 }, 2))).rejects.toMatchObject({ code: 1014 })
  await submit(await transfer({ nonce: 0, tip: 5 }))
  await expect.poll(() => kind(statuses.at(-1))).toBe('usurped')
  chain.mineBlock()
  expect(chain.extrinsics).toHaveLength(2)
})

test('words a refusal as a Substrate node, or as Chopsticks', async () => {
  const substrate = await open()
  await expect(
    substrate.submit(await substrate.transfer({ nonce: 0, genesisHash: `0x${'11'.repeat(32)}` })),
  ).rejects.toThrow('1010: Invalid Transaction: Transaction has a bad signature')
  substrate.chain.failNext({ pool: 12 })
  await expect(substrate.submit(await substrate.transfer())).rejects.toThrow(
    '1010: Invalid Transaction: Custom error: 12',
  )
  const chopsticks = await open({ refusalStyle: 'chopsticks' })
  chopsticks.chain.failNext({ pool: 'Stale' })
  await expect(chopsticks.submit(await chopsticks.transfer())).rejects.toThrow(
    '1010: {"invalid":{"stale":null}}',
  )
})

test('says of what no block could hold any more that it is invalid', async () => {
  const { chain, api, transfer, submit, watch } = await open({ sealing: 'manual' })
  const era = api.registry.createType('ExtrinsicEra', { current: 3, period: 4 })
  const blockHash = await api.rpc.chain.getBlockHash(3)
  const statuses = await watch(await transfer({ era, blockHash, nonce: 1 }))
  await expect.poll(() => statuses).toEqual(['future'])
  chain.mineBlock(4)
  await submit(await transfer({ nonce: 0 }))
  chain.mineBlock()
  await expect.poll(() => statuses.at(-1)).toBe('invalid')
})

test('fails a call in its block in the way asked for, and takes only the fee', async () => {
  const { chain, api, call, freeOf } = await open()
  chain.failNext({ module: 'SubtensorModule.NoNeuronIdAvailable' })
  const before = await freeOf(bob.address)
  const signed = await call('subtensorModule', 'burnedRegister', 2, miner.address).signAsync(bob, {
    nonce: -1,
  })
  await api.rpc.author.submitExtrinsic(signed)
  await expect.poll(() => chain.head().number).toBe(4)
  const events = JSON.stringify((await api.query.system?.events?.())?.toHuman())
  expect(events).toContain('ExtrinsicFailed')
  expect(await freeOf(bob.address)).toBe(before)
})

test('registers under a limit on spec 424, and not above it', async () => {
  const { api, chain, call, submit } = await open({ spec: 424 })
  const register = async (limitRao: number) => {
    const number = chain.head().number
    const tx = call('subtensorModule', 'registerLimit', 2, miner.address, limitRao)
    await submit((await tx.signAsync(bob, { nonce: -1 })).toHex())
    await expect.poll(() => chain.head().number).toBe(number + 1)
    return (await api.query.subtensorModule?.uids?.(2, miner.address))?.toJSON()
  }
  expect(await register(99_999_999)).toBe(null)
  expect(await register(100_000_000)).toBe(1)
})

test('prunes a neuron where the subnet is full', async () => {
  const { api, chain, call, submit } = await open({ neurons: 256 })
  const signed = await call('subtensorModule', 'burnedRegister', 2, miner.address).signAsync(bob, {
    nonce: -1,
  })
  await submit(signed.toHex())
  await expect.poll(() => chain.head().number).toBe(4)
  expect((await api.query.subtensorModule?.subnetworkN?.(2))?.toJSON()).toBe(256)
  const uid = (await api.query.subtensorModule?.uids?.(2, miner.address))?.toJSON()
  expect((await api.query.subtensorModule?.keys?.(2, uid))?.toJSON()).toBe(miner.address)
})

test('deregisters, swaps and moves a neuron, and tells the subscribers of its storage', async () => {
  const { api, chain, call, submit } = await open()
  await submit(
    (await call('subtensorModule', 'burnedRegister', 2, miner.address).signAsync(bob, { nonce: -1 })).toHex(),
  )
  await expect.poll(() => chain.head().number).toBe(4)
  const seen: unknown[] = []
  await api.query.subtensorModule?.keys?.(2, 1, (key: { toString(): string }) => seen.push(key.toString()))
  const other = keyring.addFromUri('//other').address

  chain.swapHotkey(miner.address, other)
  await expect.poll(() => seen).toEqual([miner.address, other])
  chain.swapHotkey(other, miner.address)
  chain.moveToUid(miner.address, 0)
  expect((await api.query.subtensorModule?.uids?.(2, miner.address))?.toJSON()).toBe(0)
  chain.deregister(miner.address)
  expect((await api.query.subtensorModule?.uids?.(2, miner.address))?.toJSON()).toBe(null)
})

test('retracts a block and its extrinsic, for good or to include it again', async () => {
  const { chain, transfer, watch, freeOf } = await open({ sealing: 'manual' })
  const statuses = await watch(await transfer())
  await expect.poll(() => statuses[0]).toBe('ready')
  chain.mineBlock()
  const first = chain.head()
  expect(await freeOf(miner.address)).toBe(1_000_000n)
  chain.fork({ keepExtrinsics: true })
  const second = chain.head()
  expect(second).toMatchObject({ number: first.number })
  expect(second.hash).not.toBe(first.hash)
  await expect
    .poll(() => statuses.slice(2))
    .toEqual([{ inBlock: first.hash }, { retracted: first.hash }, { inBlock: second.hash }])
  chain.fork()
  expect(await freeOf(miner.address)).toBe(0n)
})

test('loses its connections, refuses new ones, and takes them again', async () => {
  const { chain, provider } = await open()
  const lost = vi.fn()
  provider.on('disconnected', lost)
  const waiting = provider.send('chain_getHeader', [])
  chain.drop({ refuse: true })
  await expect(waiting).rejects.toThrow('disconnected')
  expect(lost).toHaveBeenCalledOnce()
  expect(provider.isConnected).toBe(false)

  const refused = vi.fn()
  provider.on('error', refused)
  await provider.connect()
  await expect.poll(() => refused).toHaveBeenCalled()
  chain.accept()
  await provider.connect()
  await expect.poll(() => provider.isConnected).toBe(true)
})

test('answers nothing while stalled, and then everything', async () => {
  const { chain, provider } = await open()
  chain.stall(true)
  const answered = vi.fn()
  const answer = provider.send('system_chain', []).then(answered)
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).not.toHaveBeenCalled()
  chain.stall(false)
  await answer
  expect(answered).toHaveBeenCalledWith('Bittensor')
})

test('loses the answer to an extrinsic that it has taken', async () => {
  const { chain, transfer, submit } = await open()
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'after' })
  await expect(submit(await transfer())).rejects.toThrow('disconnected')
  await expect.poll(() => chain.head().number).toBe(4)
  expect(chain.extrinsics).toHaveLength(1)
})

test('lies about its genesis', async () => {
  const { chain, provider } = await open()
  const lie = `0x${'66'.repeat(32)}`
  chain.lieAboutGenesis(lie)
  expect(await provider.send('chain_getBlockHash', [0])).toBe(lie)
  chain.lieAboutGenesis(null)
  expect(await provider.send('chain_getBlockHash', [0])).toBe(chain.genesisHash)
})

test('makes a block every so often, until it is paused', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const chain = createInMemoryChain({ blockMs: 1_000 })
  onTestFinished(chain.close)
  vi.advanceTimersByTime(3_000)
  expect(chain.head().number).toBe(6)
  chain.pauseHeads(true)
  vi.advanceTimersByTime(3_000)
  expect(chain.head().number).toBe(6)
})
