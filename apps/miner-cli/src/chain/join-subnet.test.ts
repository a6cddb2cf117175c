import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { createManualClock } from '@ig/miner'
import { describe, expect, test } from 'vitest'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createFakeChain, neuronOf } from '../testing/fake-chain.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { publicKeyHexOf } from './chain-policy.ts'
import { joinSubnet } from './join-subnet.ts'
import { createMetagraphKeeper } from './metagraph-keeper.ts'
import { snapshotOf } from './subnet-snapshot.ts'

const OURS = 7
const HOTKEY = neuronOf(0, OURS).hotkeySs58

async function setUp(env: Record<string, string> = {}, { isStored = false } = {}) {
  const chain = createFakeChain([neuronOf(4, OURS)])
  const { log, lines } = createSilentLog()
  const clock = createManualClock(0)
  const { values: settings } = resolveSettings({
    flags: new Map(),
    env: { IG_SUBTENSOR_NETWORK: 'test', IG_WALLET_NAME: 'my miner', ...env },
    files: [],
    home: '/home/u',
    cwd: '/',
  })
  const network = chosenNetwork(settings)
  if (network === null) throw new Error('no network')
  const stored = isStored ? snapshotOf(await chain.getMetagraph(1), { network: 'test', readAtMs: 0 }) : null
  const keeper = createMetagraphKeeper({
    chain,
    network: 'test',
    netuid: 1,
    everyBlocks: 100,
    stored,
    file: joinPath(mkdtempSync(joinPath(tmpdir(), 'ig-metagraph-')), 'metagraph.json'),
    nowMs: clock.nowMs,
    log,
  })
  const abort = new AbortController()
  const join = () =>
    joinSubnet({
      own: { settings, network, hotkeySs58: HOTKEY },
      publicKeyHex: publicKeyHexOf(HOTKEY),
      chain,
      keeper,
      clock,
      signal: abort.signal,
      log,
    })
  const said = () => lines.filter(({ level }) => level === 40).map(({ msg }) => String(msg))
  return { chain, clock, join, abort, said }
}

test('the chain says where we are', async () => {
  const { join } = await setUp()
  expect(await join()).toMatchObject({ uid: 4, registeredAtBlock: 950 })
})

test('who is not registered gets the command that registers', async () => {
  const { chain, join } = await setUp({ NETUID: '155' })
  chain.neurons = [neuronOf(0, 1)]
  const { message, code } = await join().catch((error) => error)
  expect({ code, message }).toMatchInlineSnapshot(`
    {
      "code": "E_NOT_REGISTERED",
      "message": "The hotkey is not registered on this subnet. (hotkey: "5CDvHBym6RLoxTdX9MS1acpaDbNxaFagqM5LpBiFGjWT6o1n", netuid: 155, network: "test") Run \`pnpm miner register --netuid 155 --subtensor.network test --wallet.name 'my miner' --wallet.hotkey default --wallet.path /home/u/.bittensor/wallets\`.",
    }
  `)
})

describe('a first start without a chain', () => {
  test('waits and says why, now and then', async () => {
    const { chain, clock, join, said } = await setUp()
    chain.connected = false
    const joined = join()
    await clock.advance(4 * 60_000)
    expect(said()).toEqual([expect.stringContaining('Nobody is served')])
    await clock.advance(2 * 60_000)
    expect(said()).toHaveLength(2)
    chain.connected = true
    await clock.advance(2_000)
    expect(await joined).toMatchObject({ uid: 4 })
    expect(clock.pending()).toBe(0)
  })

  test('gives up after chain.wait_seconds', async () => {
    const { chain, clock, join } = await setUp({ IG_CHAIN_WAIT_SECONDS: '30' })
    chain.connected = false
    const failed = join().catch((error) => error)
    await clock.advance(31_000)
    expect(await failed).toMatchObject({ code: 'E_CHAIN_UNREACHABLE', values: { waitSeconds: 30 } })
  })

  test('ends with the process', async () => {
    const { chain, clock, join, abort } = await setUp()
    chain.connected = false
    const failed = join().catch((error) => error)
    await clock.advance(10_000)
    abort.abort()
    await clock.advance(0)
    expect(await failed).toMatchObject({ name: 'AbortError' })
    expect(clock.pending()).toBe(0)
  })
})

describe('with a metagraph that was kept', () => {
  test('a start without a chain goes on from it', async () => {
    const { chain, join, said } = await setUp({ IG_CHAIN_WAIT_SECONDS: '1' }, { isStored: true })
    chain.connected = false
    expect(await join()).toMatchObject({ uid: 4 })
    expect(said()).toEqual([expect.stringContaining('the metagraph that was kept')])
  })

  test('the chain is asked once', async () => {
    const { chain, join } = await setUp({}, { isStored: true })
    const before = chain.asked.getMetagraph ?? 0
    await join()
    expect(chain.asked.getMetagraph).toBe(before + 1)
  })

  test('the chain has the last word', async () => {
    const { chain, join } = await setUp({}, { isStored: true })
    chain.neurons = []
    await expect(join()).rejects.toMatchObject({ code: 'E_NOT_REGISTERED' })
  })
})

test('with chain.on_deregistered=wait it waits for the registration', async () => {
  const { chain, clock, join, said } = await setUp({ IG_CHAIN_ON_DEREGISTERED: 'wait' })
  const { neurons } = chain
  chain.neurons = []
  const joined = join()
  await clock.advance(60 * 60_000)
  expect(said()).toEqual([expect.stringContaining('not registered')])
  // One metagraph, then nothing but the cheap question every twelve seconds.
  expect(chain.asked).toMatchObject({ getMetagraph: 1, getUid: 301 })
  chain.neurons = neurons
  await clock.advance(12_000)
  expect(await joined).toMatchObject({ uid: 4 })
})
