import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { ChainProvider } from '../connection/connection.ts'
import { createSubtensorClient } from '../create-subtensor-client.ts'

const folder = process.env.IG_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const files = readdirSync(folder)
const read = (file: string) => readFileSync(`${folder}/${file}`, 'utf8').trim()

interface Call {
  readonly fn: string
  readonly params: string
  readonly result: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the real runtime said
  readonly json: any
}
interface Stored {
  readonly key: string
  readonly value: string | null
}

const sets = files.flatMap((file) => {
  const size = /^runtime_calls.*_n(\d+)\.json$/.exec(file)?.[1]
  return size === undefined ? [] : [{ file, storageFile: `storage_n${size}.json` }]
})

test('there are runtime calls, and the storage beside them', () => {
  expect(sets.length).toBeGreaterThan(0)
  expect(files).toEqual(expect.arrayContaining(sets.map(({ storageFile }) => storageFile)))
})

describe.each(sets)('reads from $file', ({ file, storageFile }) => {
  const { specVersion, netuid, calls } = JSON.parse(read(file)) as {
    specVersion: number
    netuid: number
    calls: readonly Call[]
  }
  const { items } = JSON.parse(read(storageFile)) as { items: readonly Stored[] }
  const answerTo = (fn: string): Call => {
    const call = calls.find((one) => one.fn === fn)
    if (call === undefined) throw new Error(`no recorded call of ${fn}`)
    return call
  }
  const client = createSubtensorClient({
    endpoints: ['ws://recorded'],
    openProvider: () => recordedProvider({ specVersion, calls, items }),
  })
  afterAll(() => client.close())

  test.each(['get_metagraph', 'get_neurons_lite'] as const)('the metagraph by %s', async (source) => {
    const metagraph = await client.getMetagraph(netuid, { source })
    const columns = answerTo('SubnetInfoRuntimeApi_get_metagraph').json
    const neurons = answerTo('NeuronInfoRuntimeApi_get_neurons_lite').json
    expect(metagraph).toMatchObject({
      netuid,
      source,
      genesisHash: `0x${'1'.repeat(64)}`,
      tempoBlocks: columns.tempo,
      immunityPeriodBlocks: columns.immunityPeriod,
      servingRateLimitBlocks: columns.servingRateLimit,
      maxUids: columns.maxUids,
      burnRao: BigInt(columns.burn),
      registrationAllowed: columns.registrationAllowed,
      symbol: Buffer.from(columns.symbol).toString(),
    })
    expect(metagraph.neurons).toHaveLength(neurons.length)
    const isTold = source === 'get_metagraph'
    for (const [uid, neuron] of metagraph.neurons.entries()) {
      const lite = neurons[uid]
      expect(neuron).toEqual({
        netuid,
        uid,
        hotkeySs58: lite.hotkey,
        coldkeySs58: lite.coldkey,
        active: lite.active,
        axon: lite.axonInfo.block === 0 ? null : expect.objectContaining({ port: lite.axonInfo.port }),
        stakeRao: BigInt(columns.totalStake[uid]),
        alphaStakeRao: isTold ? BigInt(columns.alphaStake[uid]) : null,
        taoStakeRao: isTold ? BigInt(columns.taoStake[uid]) : null,
        rank: lite.rank / 65_535,
        trust: lite.trust / 65_535,
        consensus: lite.consensus / 65_535,
        incentive: lite.incentive / 65_535,
        dividends: lite.dividends / 65_535,
        validatorTrust: lite.validatorTrust / 65_535,
        validatorPermit: lite.validatorPermit,
        emissionRao: BigInt(lite.emission),
        lastUpdateBlock: lite.lastUpdate,
        registeredAtBlock: source === 'get_metagraph' ? columns.blockAtRegistration[uid] : null,
      })
    }
  })

  test('addresses of both families, and none where nothing was served', async () => {
    const neurons = await client.getNeurons(netuid)
    expect(neurons[0]?.axon).toBeNull()
    expect(neurons[1]?.axon).toEqual({
      block: 2,
      version: 1_001_001,
      ip: '203.0.113.1',
      ipType: 4,
      port: 8001,
      protocol: 4,
    })
    if (neurons.length > 6) expect(neurons[6]?.axon).toMatchObject({ ip: '2001:db8::6', ipType: 6 })
  })

  test('one neuron', async () => {
    const { hotkey } = answerTo('NeuronInfoRuntimeApi_get_neuron_lite').json
    expect(await client.getNeuron({ netuid, uid: 1 })).toMatchObject({
      uid: 1,
      hotkeySs58: hotkey,
      alphaStakeRao: null,
      taoStakeRao: null,
    })
  })

  test('hyperparameters, with what we do not name beside them', async () => {
    const { json } = answerTo('SubnetInfoRuntimeApi_get_subnet_hyperparams_v2')
    const known = await client.getHyperparameters(netuid)
    expect(known).toMatchObject({
      tempoBlocks: json.tempo,
      activityCutoffBlocks: json.activityCutoff,
      minBurnRao: BigInt(json.minBurn),
      maxBurnRao: BigInt(json.maxBurn),
      maxValidators: json.maxValidators,
    })
    expect(known.raw.maxDifficulty).toBe(2n ** 64n - 1n)
    expect(known.raw.yumaVersion).toBe(json.yumaVersion)
  })

  test('the stakes of a coldkey, valued at the price of the pool', async () => {
    const coldkey = '5D3cYQm7XWJo5gKcseTxxNeZvmCLS9TY3jadnfevrdjwL514'
    const price = BigInt(answerTo('SwapRuntimeApi_current_alpha_price').json)
    const stakes = answerTo('StakeInfoRuntimeApi_get_stake_info_for_coldkey').json as Record<string, string>[]
    expect(await client.getStakes(coldkey)).toEqual(
      stakes.map((stake) => ({
        netuid: stake.netuid,
        hotkeySs58: stake.hotkey,
        coldkeySs58: coldkey,
        alphaRao: BigInt(stake.stake ?? 0),
        valueRao: (BigInt(stake.stake ?? 0) * price) / 1_000_000_000n,
        emissionRao: BigInt(stake.emission ?? 0),
        isRegistered: stake.isRegistered,
      })),
    )
  })

  test('the price of registration and a subnet that is not there', async () => {
    expect(await client.getBurnCost(netuid)).toBe(100_000_000n)
    await expect(client.getMetagraph(250, { source: 'get_metagraph' })).rejects.toMatchObject({
      code: 'E_CHAIN_SUBNET',
    })
  })
})

/** A node that knows what was recorded, and nothing else. */
function recordedProvider(recorded: {
  readonly specVersion: number
  readonly calls: readonly Call[]
  readonly items: readonly Stored[]
}): ChainProvider {
  const { specVersion, calls, items } = recorded
  const hash = `0x${'1'.repeat(64)}`
  const values = new Map(items.map(({ key, value }) => [key, value]))
  const answers: Record<string, (params: unknown[]) => unknown> = {
    chain_getBlockHash: () => hash,
    chain_getHeader: () => ({ number: '0x3' }),
    state_getRuntimeVersion: () => ({
      specName: 'node-subtensor',
      implName: 'node-subtensor',
      authoringVersion: 1,
      specVersion,
      implVersion: 1,
      apis: [],
      transactionVersion: 1,
      stateVersion: 1,
    }),
    system_chain: () => 'Recorded',
    system_properties: () => ({ ss58Format: 42 }),
    system_health: () => ({}),
    rpc_methods: () => ({ methods: [] }),
    state_call: ([method, params]) => stateCall(String(method), String(params)),
    state_getStorage: ([key]) => values.get(String(key)) ?? null,
    state_queryStorageAt: ([keys]) => [
      { block: hash, changes: (keys as string[]).map((key) => [key, values.get(key) ?? null]) },
    ],
  }

  function stateCall(method: string, params: string): string {
    if (method === 'Metadata_metadata_versions') return '0x080f00000010000000'
    if (method === 'Metadata_metadata_at_version') return option(metadataOf(specVersion))
    const call = calls.find((one) => one.fn === method && one.params === params)
    if (call === undefined)
      throw Object.assign(new Error(`not recorded: ${method} ${params}`), { code: -32_000 })
    return call.result
  }

  const provider: ChainProvider = {
    hasSubscriptions: true,
    isClonable: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on: () => () => {},
    send: async <T>(method: string, params: unknown[]) => {
      const answer = answers[method]
      if (answer === undefined) throw Object.assign(new Error(`no method ${method}`), { code: -32_601 })
      return answer(params) as T
    },
    subscribe: async () => 1,
    unsubscribe: async () => true,
  }
  return provider
}

function metadataOf(specVersion: number): Buffer {
  const file = files.find((name) => new RegExp(`^metadata_v1[56]_${specVersion}_`).test(name))
  if (file === undefined) throw new Error(`no metadata of ${specVersion}`)
  return Buffer.from(read(file).replace(/^0x/, ''), 'hex')
}

/** `Some(bytes)` in SCALE, for lengths from 2^14 to 2^30. */
function option(bytes: Buffer): string {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length * 4 + 2)
  return `0x01${length.toString('hex')}${bytes.toString('hex')}`
}
