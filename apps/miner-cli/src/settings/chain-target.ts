import { NETWORKS, type NetworkName } from '@ig/subtensor-client/networks'
import { isLoopback } from './loopback.ts'

/** A chain as policies and folders know it. */
export type ChainNetwork = NetworkName | 'custom'

/** The chain that the settings name. */
export interface ChainTarget {
  readonly network: ChainNetwork
  /** In order of preference; null: the network's own. */
  readonly endpoints: readonly string[] | null
}

/** The two settings that name a network. */
export interface NetworkSettings {
  readonly 'subtensor.network': string
  readonly 'subtensor.chain_endpoint': string | null
}

/** One or more endpoints with commas between them. */
export const ENDPOINT_LIST = /^wss?:\/\/[^\s,]+(\s*,\s*wss?:\/\/[^\s,]+)*$/

const networkOfHost: ReadonlyMap<string, ChainNetwork> = new Map(
  Object.entries(NETWORKS).flatMap(([name, { endpoints }]) =>
    endpoints.map((endpoint) => [new URL(endpoint).hostname, name as NetworkName]),
  ),
)

/**
 * Which chain is meant; null for the sandbox, which has none. Endpoints win over a name, and may stand in its place
 * as btcli allows. Endpoints on loopback are `local`, whatever name stands beside them; endpoints elsewhere are the
 * network that they are known for, else the one that is named beside them, else `custom`.
 */
export function chainTarget(settings: NetworkSettings): ChainTarget | null {
  const named = settings['subtensor.network']
  const given = settings['subtensor.chain_endpoint'] ?? (ENDPOINT_LIST.test(named) ? named : null)
  if (given === null) return named === 'sandbox' ? null : { network: named as ChainNetwork, endpoints: null }
  const endpoints = given.split(',').map((endpoint) => endpoint.trim())
  const known = new Set(endpoints.map(networkOfEndpoint))
  const [only] = known
  if (known.size === 1 && only !== undefined && only !== 'custom') return { network: only, endpoints }
  const isNetwork = named !== 'sandbox' && named !== 'local' && !ENDPOINT_LIST.test(named)
  return { network: isNetwork ? (named as ChainNetwork) : 'custom', endpoints }
}

function networkOfEndpoint(endpoint: string): ChainNetwork {
  if (!URL.canParse(endpoint)) return 'custom'
  const { hostname } = new URL(endpoint)
  if (isLoopback(hostname)) return 'local'
  return networkOfHost.get(hostname) ?? 'custom'
}
