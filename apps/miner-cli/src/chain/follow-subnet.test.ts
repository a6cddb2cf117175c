import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManualClock } from '@ig/miner'
import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { describe, expect, onTestFinished, test } from 'vitest'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createFakeChain, neuronOf } from '../testing/fake-chain.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { judgeCaller, publicKeyHexOf, readPolicyRules } from './chain-policy.ts'
import { followSubnet } from './follow-subnet.ts'
import { createMetagraphKeeper } from './metagraph-keeper.ts'

const VALIDATOR = 1
const BLOCK_MS = 12_000
const keypair = keypairFromUri('//Alice')
const hotkeySs58 = encodeSs58(keypair.publicKey)

async function setUp(env: Record<string, string> = {}) {
  const chain = createFakeChain([
    neuronOf(0, VALIDATOR, { stakeRao: 20_000_000_000_000n, validatorPermit: true }),
    { ...neuronOf(2, 2), hotkeySs58 },
  ])
  const { log, lines } = createSilentLog()
  const clock = createManualClock(Date.parse('2026-01-01T00:00:00Z'))
  const { values: settings, sources } = resolveSettings({
    flags: new Map(),
    env: {
      IG_SUBTENSOR_NETWORK: 'finney',
      IG_NETUID: '1',
      IG_AXON_EXTERNAL_IP: '192.0.2.7',
      IG_AXON_EXTERNAL_PORT: '9000',
      ...env,
    },
    files: [],
    home: '/home/u',
    cwd: '/',
  })
  const network = chosenNetwork(settings)
  if (network === null) throw new Error('no network')
  const keeper = createMetagraphKeeper({
    chain,
    network: network.name,
    netuid: 1,
    everyBlocks: 100,
    stored: null,
    file: join(mkdtempSync(join(tmpdir(), 'ig-metagraph-')), 'metagraph.json'),
    nowMs: clock.nowMs,
    log,
  })
  await keeper.refresh()
  const follower = followSubnet({
    own: { settings, network, hotkeySs58 },
    keypair,
    place: { uid: 2, registeredAtBlock: 950 },
    listening: { ip: '0.0.0.0', port: 8091 },
    chain,
    keeper,
    clock,
    fetch: async () => new Response('', { status: 500 }),
    log,
  })
  onTestFinished(() => follower.stop())
  const rules = readPolicyRules(settings, sources, network.name)
  const mayAsk = (key: number) =>
    judgeCaller(publicKeyHexOf(neuronOf(0, key).hotkeySs58), keeper.table(), rules).allowed
  /** Time goes on by as many blocks, whether the chain is heard or not. */
  const live = async (blocks: number) => {
    for (let block = 0; block < blocks; block++) {
      chain.mine()
      await clock.advance(BLOCK_MS)
    }
  }
  const said = (level: number) => lines.filter((line) => line.level === level).map(({ msg }) => String(msg))
  return { chain, clock, follower, mayAsk, live, said }
}

test('the axon is on the chain at once, by the address and port that others use', async () => {
  const { chain, live } = await setUp()
  await live(1)
  expect(chain.served).toMatchObject([{ ip: '192.0.2.7', port: 9_000 }])
})

test('an hour without a chain: known validators are answered, nothing is asked in vain, all goes on afterwards', async () => {
  const { chain, clock, follower, mayAsk, live, said } = await setUp()
  await live(3)
  chain.connected = false
  const asked = JSON.stringify(chain.asked)
  await live(300)
  expect(mayAsk(VALIDATOR)).toBe(true)
  expect(mayAsk(9)).toBe(false)
  expect(JSON.stringify(chain.asked)).toBe(asked)
  expect(said(40)).toEqual([expect.stringContaining('out of reach')])
  chain.neurons = [...chain.neurons, neuronOf(3, 9, { stakeRao: 20_000_000_000_000n, validatorPermit: true })]
  chain.connected = true
  await live(1)
  expect(said(30)).toContain('the chain is back')
  expect(mayAsk(9)).toBe(true)
  expect(follower.registration()?.uid).toBe(2)
  expect(chain.served).toHaveLength(1)
  expect(clock.pending()).toBe(1)
})

test('a day costs a metagraph every hundred blocks and a look every five, no more', async () => {
  const { chain, live } = await setUp()
  await live(7_200)
  expect(chain.asked.getMetagraph).toBe(73)
  expect(chain.asked.getUid).toBeLessThanOrEqual(7_200 / 5 + 2)
  // Before it announced itself, and when that was final.
  expect(chain.asked.getAxon).toBe(2)
})

describe('a lost place', () => {
  test('ends the miner within a minute of blocks, and says how to come back', async () => {
    const { chain, follower, live } = await setUp()
    await live(3)
    chain.neurons = chain.neurons.slice(0, 1)
    await live(7)
    expect(await follower.ended).toMatchObject({
      code: 'E_NOT_REGISTERED',
      values: { uid: 2 },
      hint: expect.stringContaining('pnpm miner register --netuid 1 --subtensor.network finney'),
    })
  })

  test('is waited out where the settings say so; then the axon is announced again', async () => {
    const { chain, follower, live, said } = await setUp({ IG_CHAIN_ON_DEREGISTERED: 'wait' })
    await live(5)
    const { neurons } = chain
    chain.neurons = neurons.slice(0, 1)
    chain.axons.clear()
    await live(200)
    expect(follower.registration()).toBeNull()
    expect(said(50)).toHaveLength(1)
    expect(chain.served).toHaveLength(1)
    chain.neurons = neurons
    await live(6)
    expect(follower.registration()?.uid).toBe(2)
    expect(chain.served).toHaveLength(2)
  })
})

test('the end of the immunity is said once', async () => {
  const { live, said } = await setUp()
  await live(200)
  expect(said(40)).toEqual([expect.stringContaining('immunity has ended')])
})

test('a uid that changes is said, and nothing else happens', async () => {
  const { chain, follower, live, said } = await setUp()
  await live(3)
  chain.neurons = [{ ...neuronOf(9, 2), hotkeySs58 }]
  await live(6)
  expect(said(40)).toEqual(['the uid of the hotkey has changed'])
  expect(follower.registration()?.uid).toBe(9)
})

test('with announcing turned off nothing is written on the chain', async () => {
  const { chain, follower, live } = await setUp({ IG_CHAIN_ANNOUNCE_AXON: 'false' })
  await live(10)
  expect(chain.asked.serveAxon).toBeUndefined()
  expect(follower.announcement()).toBeNull()
})
