import { NETWORKS } from '@ig/subtensor-client/networks'
import {
  type ChainNetwork,
  type ChainTarget,
  chainTarget,
  type NetworkSettings,
} from '../settings/chain-target.ts'
import { isPublicEndpoint } from '../settings/shown-endpoint.ts'

/** The chain that a command is to talk to. */
export interface ChosenNetwork {
  readonly name: ChainNetwork
  /** Nothing on it is worth money: a node on this machine, and not one that follows the main network. */
  readonly isLocal: boolean
  /** What `createSubtensorClient` takes. */
  readonly client: {
    readonly network?: Exclude<ChainNetwork, 'custom'>
    readonly endpoints?: readonly string[]
    readonly maxBackoffMs?: number
  }
  /** The flag that names it again, without any key, for lines that tell people what to type. */
  readonly flag: string
}

/** The network that the settings name; null for the sandbox, which has no chain. */
export function chosenNetwork(settings: NetworkSettings): ChosenNetwork | null {
  const target = chainTarget(settings)
  if (target === null) return null
  const { network: name } = target
  return { name, isLocal: name === 'local', client: clientOptions(target), flag: flagOf(target) }
}

/** People paste it, and logs keep it: what may hold a key is for them to fill in. */
function flagOf({ network, endpoints }: ChainTarget): string {
  if (endpoints === null) return `--subtensor.network ${network}`
  return `--subtensor.chain_endpoint ${endpoints.every(isPublicEndpoint) ? endpoints.join(',') : '...'}`
}

/** The same network after its genesis was seen: a node on this machine that follows finney is not local. */
export function withGenesis(network: ChosenNetwork, genesisHash: string | null): ChosenNetwork {
  const isFinney = genesisHash === NETWORKS.finney.genesisHash && network.name !== 'archive'
  return isFinney ? { ...network, name: 'finney', isLocal: false } : network
}

/** A node on this machine is ours alone: whoever starts it is not kept waiting for the sake of others. */
const LOCAL_BACKOFF_MS = 1_000

/** A name beside endpoints lets the client check the genesis. */
function clientOptions({ network, endpoints }: ChainTarget): ChosenNetwork['client'] {
  return {
    ...(network !== 'custom' && (endpoints === null || network !== 'local') && { network }),
    ...(endpoints !== null && { endpoints }),
    ...(network === 'local' && { maxBackoffMs: LOCAL_BACKOFF_MS }),
  }
}
