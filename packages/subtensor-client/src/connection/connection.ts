import type { ApiPromise } from '@polkadot/api'
import type { ApiOptions } from '@polkadot/api/types'
import type { BlockRef } from '../chain-data.ts'
import type { ChainStatus } from '../client.ts'
import type { NetworkName } from '../networks.ts'

/** A JSON-RPC connection as @polkadot/api wants it, to one endpoint and not yet opened. */
export type ChainProvider = NonNullable<ApiOptions['provider']>

/**
 * Makes the provider of an endpoint; `connect()` is called on it once. After `requestTimeoutMs` nobody waits for an
 * answer any more, so that it may be forgotten.
 */
export type OpenProvider = (endpoint: string, limits?: { readonly requestTimeoutMs: number }) => ChainProvider

/** What happens to the connection, for logs; endpoints are without credentials. */
export type ConnectionEvent =
  | { readonly type: 'plain-text-endpoint'; readonly endpoint: string }
  | { readonly type: 'connecting'; readonly endpoint: string }
  | { readonly type: 'connected'; readonly endpoint: string; readonly specVersion: number }
  | {
      readonly type: 'disconnected' | 'attempt-failed'
      readonly endpoint: string
      readonly problem: string
      readonly nextAttemptInMs: number
    }
  | {
      readonly type: 'runtime-upgraded'
      readonly fromSpecVersion: number
      readonly toSpecVersion: number
    }
  | { readonly type: 'runtime-upgrade-failed' | 'watcher-failed'; readonly error: unknown }

/** What `run` of {@link Connection.withApi} is given besides the API. */
export interface ApiContext {
  /**
   * Aborts as soon as nobody waits for this run any more: the caller gave up, or the connection that it began on was
   * lost. The API itself goes on with the next connection, so a write must look here right before it sends.
   */
  readonly signal: AbortSignal
  /** The endpoint in use, without credentials. */
  readonly endpoint: string
  /** Of the chain behind the connection that this run began on. */
  readonly genesisHash: string
  /** Of the runtime that the API was made for. */
  readonly specVersion: number
  /** One JSON-RPC request, undecoded, on the connection that this run began on and on no later one. */
  request(method: string, params: readonly unknown[]): Promise<unknown>
}

/** The one way to the chain: holds the connection, hands out the API. */
export interface Connection {
  /** The network's name, or `custom`. */
  readonly network: string
  /** The limit of one request, and of the wait for a connection. */
  readonly requestTimeoutMs: number
  readonly nowMs: () => number
  status(): ChainStatus
  /** Connects where there is no connection, and waits: `E_CHAIN_UNREACHABLE`, `E_CHAIN_GENESIS`, `E_CHAIN_CLOSED`. */
  ready(options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number }): Promise<void>
  watchHeads(onHead: (head: BlockRef) => void): () => void
  /**
   * Waits for a connection and runs once on it. Rejects with `E_CHAIN_UNREACHABLE` as soon as that connection is
   * lost, even where `run` would wait on; with the signal's reason when it aborts; with `E_CHAIN_CLOSED` on close.
   * Requests of the API reject with `E_CHAIN_TIMEOUT` after `requestTimeoutMs`, with the node's own error
   * (`code`, `data`) where it refuses.
   */
  withApi<T>(
    run: (api: ApiPromise, context: ApiContext) => Promise<T>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<T>
  close(): Promise<void>
}

/** What a connection is made of; see {@link createSubtensorClient} for the defaults. */
export interface ConnectionOptions {
  /** One of `network` and `endpoints` is needed. */
  readonly network?: NetworkName
  /** `ws://` or `wss://`, in the order in which they are tried; with a network they replace the ones known for it. */
  readonly endpoints?: readonly string[]
  /** `0x` and 64 hex digits; the network's known one unless given, null for no check. */
  readonly genesisHash?: string | null
  /** How long no new head may come before the next endpoint is tried. Default 60,000. */
  readonly headAgeLimitMs?: number
  /** For one request, and for the wait for a connection. Default 30,000. */
  readonly requestTimeoutMs?: number
  /** Between two attempts to connect. Default 10,000. */
  readonly maxBackoffMs?: number
  /** How often a silent node is asked for a sign of life. Default 3,000. */
  readonly pingIntervalMs?: number
  /** How long that sign may take; with the interval it bounds how late a dead connection is noticed. Default 6,000. */
  readonly pingTimeoutMs?: number
  readonly onEvent?: (event: ConnectionEvent) => void
  /** From 0 to 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number
  readonly nowMs?: () => number
  /** Opens a WebSocket unless given. */
  readonly openProvider?: OpenProvider
}
