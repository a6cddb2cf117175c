import { IgError } from '@ig/errors'
import { NETWORK_NAMES, NETWORKS, type Network } from '../networks.ts'
import type { ConnectionOptions, OpenProvider } from './connection.ts'
import { type Endpoint, parseEndpoint } from './endpoint.ts'
import type { LinkLimits } from './link.ts'
import { openSocketProvider } from './open-socket-provider.ts'

/** The options with every default in its place. */
export interface ConnectionSettings {
  /** The network's name, or `custom`. */
  readonly network: string
  readonly endpoints: readonly [Endpoint, ...Endpoint[]]
  readonly genesisHash: string | null
  readonly limits: LinkLimits
  readonly maxBackoffMs: number
  readonly random: () => number
  readonly nowMs: () => number
  readonly openProvider: OpenProvider
}

/**
 * Fills the defaults in.
 *
 * @throws IgError `E_CHAIN_ENDPOINT` where neither a network nor an endpoint is named, or one of them is not usable.
 */
export function readConnectionOptions(options: ConnectionOptions): ConnectionSettings {
  const network: Network | undefined = options.network === undefined ? undefined : NETWORKS[options.network]
  if (options.network !== undefined && network === undefined) {
    throw new IgError({
      code: 'E_CHAIN_ENDPOINT',
      message: 'There is no network of this name.',
      values: { network: options.network, known: NETWORK_NAMES },
      hint: 'Name a known one, or give its endpoint.',
    })
  }
  const [first, ...others] = (options.endpoints ?? network?.endpoints ?? []).map(parseEndpoint)
  if (first === undefined) {
    throw new IgError({
      code: 'E_CHAIN_ENDPOINT',
      message: 'Neither a network nor an endpoint of the chain is named.',
      hint: "Pass network: 'test', or endpoints: ['ws://127.0.0.1:9944'].",
    })
  }
  return {
    network: options.network ?? 'custom',
    endpoints: [first, ...others],
    genesisHash: options.genesisHash === undefined ? (network?.genesisHash ?? null) : options.genesisHash,
    limits: {
      requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
      pingIntervalMs: options.pingIntervalMs ?? 3_000,
      pingTimeoutMs: options.pingTimeoutMs ?? 6_000,
      headAgeLimitMs: options.headAgeLimitMs ?? 60_000,
    },
    maxBackoffMs: options.maxBackoffMs ?? 10_000,
    random: options.random ?? Math.random,
    nowMs: options.nowMs ?? Date.now,
    openProvider: options.openProvider ?? openSocketProvider,
  }
}
