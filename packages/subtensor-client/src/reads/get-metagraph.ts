import { z } from 'zod'
import type { Metagraph, MetagraphSource } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { chainUnsupported, subnetMissing } from '../errors/connection-errors.ts'
import type { ChainState } from './chain-state.ts'
import { isAnotherForm } from './is-another-form.ts'
import { METAGRAPH_COLUMNS, metagraphColumns, neuronsOf } from './metagraph-columns.ts'
import { neuronsFromStorage } from './metagraph-from-storage.ts'
import { neuronLite } from './neuron-lite.ts'
import { fraction, parseAs } from './parse-as.ts'
import { blockOf, pinned, readState } from './read-state.ts'
import { readSubnetSettings, type SubnetSettings } from './subnet-settings.ts'

const CALLS = {
  get_selective_metagraph: 'SubnetInfoRuntimeApi.get_selective_metagraph',
  get_metagraph: 'SubnetInfoRuntimeApi.get_metagraph',
  get_neurons_lite: 'NeuronInfoRuntimeApi.get_neurons_lite',
} as const

// The selective one is smaller on the wire, but reckons all stakes anew for each of the three columns of stake: of 256
// neurons on an interpreted runtime that is 620 ms, and 400 ms in full. A runtime without the first has the others.
const BEST_FIRST = ['get_metagraph', 'get_selective_metagraph', 'get_neurons_lite'] as const

/**
 * A subnet's neurons at one block, by the best call that the runtime has: the full metagraph, the selective one
 * without what we do not read, the neurons alone, and storage where it has none of them.
 *
 * @throws IgError `E_CHAIN_SUBNET` where there is no subnet of this netuid, `E_CHAIN_UNSUPPORTED` where the runtime
 *   lacks the source that was named.
 */
export function getMetagraph(
  connection: Connection,
  netuid: number,
  options: ReadOptions & { readonly source?: MetagraphSource } = {},
): Promise<Metagraph> {
  return readState(connection, options, async (newest) => {
    const state = await pinned(newest)
    const { source } = options
    if (source === undefined) return readBest(state, netuid)
    if (source !== 'storage' && !state.hasCall(CALLS[source])) {
      throw chainUnsupported({ what: CALLS[source], specVersion: state.specVersion })
    }
    return readFrom(state, netuid, source)
  })
}

/** Goes on to the next source where a runtime answers one in a form, or with a failure, that only it knows. */
async function readBest(state: ChainState, netuid: number): Promise<Metagraph> {
  for (const source of BEST_FIRST.filter((name) => state.hasCall(CALLS[name]))) {
    try {
      return await readFrom(state, netuid, source)
    } catch (error) {
      if (!isAnotherForm(error)) throw error
    }
  }
  return readFrom(state, netuid, 'storage')
}

async function readFrom(state: ChainState, netuid: number, source: MetagraphSource): Promise<Metagraph> {
  const contents =
    source === 'get_selective_metagraph' || source === 'get_metagraph'
      ? readColumns(state, netuid, source)
      : readNeurons(state, netuid, source)
  const [found, block] = await Promise.all([contents, blockOf(state)])
  return { netuid, genesisHash: state.genesisHash, block, source, ...found }
}

type Contents = Omit<Metagraph, 'netuid' | 'genesisHash' | 'block' | 'source'>

async function readColumns(
  state: ChainState,
  netuid: number,
  source: 'get_selective_metagraph' | 'get_metagraph',
): Promise<Contents> {
  const call = CALLS[source]
  const arguments_ =
    source === 'get_metagraph' ? [netuid] : [netuid, selectiveIndexes(state.callFields(call))]
  const [answer, trust] = await Promise.all([
    state.call(call, ...arguments_),
    readValidatorTrust(state, netuid),
  ])
  if (answer === null) throw subnetMissing({ netuid })
  const columns = parseAs(metagraphColumns, call, answer)
  return {
    name: columns.name ?? null,
    symbol: columns.symbol ?? null,
    tempoBlocks: columns.tempo,
    immunityPeriodBlocks: columns.immunityPeriod,
    servingRateLimitBlocks: columns.servingRateLimit,
    maxUids: columns.maxUids,
    burnRao: columns.burn,
    registrationAllowed: columns.registrationAllowed,
    neurons: neuronsOf(netuid, columns, trust),
  }
}

/** The numbers by which the runtime knows the fields that we read: their places in the structure of the answer. */
export function selectiveIndexes(fieldNames: readonly string[]): readonly number[] {
  return METAGRAPH_COLUMNS.map((name) => fieldNames.indexOf(name)).filter((index) => index >= 0)
}

async function readValidatorTrust(state: ChainState, netuid: number): Promise<readonly number[]> {
  const item = 'subtensorModule.validatorTrust'
  if (!state.hasStorage(item)) return []
  return parseAs(z.array(fraction), item, await state.storage(item, netuid))
}

async function readNeurons(
  state: ChainState,
  netuid: number,
  source: 'get_neurons_lite' | 'storage',
): Promise<Contents> {
  const settings = readSubnetSettings(state, netuid)
  const neurons =
    source === 'storage'
      ? settings.then(({ subnetworkN }) => neuronsFromStorage(state, netuid, subnetworkN))
      : state
          .call(CALLS[source], netuid)
          .then((answer) => parseAs(z.array(neuronLite), CALLS[source], answer))
  const [known, found] = await Promise.all([settings, neurons])
  if (!known.networksAdded) throw subnetMissing({ netuid })
  return { ...contentsOf(known), neurons: found }
}

function contentsOf(settings: SubnetSettings): Omit<Contents, 'neurons'> {
  return {
    name: null,
    symbol: settings.tokenSymbol,
    tempoBlocks: settings.tempo,
    immunityPeriodBlocks: settings.immunityPeriod,
    servingRateLimitBlocks: settings.servingRateLimit,
    maxUids: settings.maxAllowedUids,
    burnRao: settings.burn,
    registrationAllowed: settings.networkRegistrationAllowed,
  }
}
