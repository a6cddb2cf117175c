import { z } from 'zod'
import type { BlockRef } from '../chain-data.ts'
import { chainDecodeFailed, chainGenesisDiffers, chainTimeout } from '../errors/connection-errors.ts'
import type { ChainProvider, OpenProvider } from './connection.ts'
import type { Endpoint } from './endpoint.ts'
import { createHeadOrder } from './head-order.ts'
import { keepWatch } from './keep-watch.ts'
import { createLifetime, type Lifetime } from './lifetime.ts'

const CONNECT_TIMEOUT_MS = 15_000
const hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const header = z.object({ number: z.string().regex(/^0x[0-9a-f]{1,8}$/) })
const runtimeVersion = z.looseObject({
  specName: z.string(),
  specVersion: z.int(),
  transactionVersion: z.int(),
})

/** The runtime's version as `state_getRuntimeVersion` has it. */
export type RuntimeVersion = z.infer<typeof runtimeVersion>

/** What a link is held to. */
export interface LinkLimits {
  readonly requestTimeoutMs: number
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly headAgeLimitMs: number
}

/** An open connection to one node of the right chain, from its handshake to its loss; never opened again. */
export interface Link {
  readonly endpoint: Endpoint
  readonly genesisHash: string
  readonly runtime: RuntimeVersion
  /** Ends with the reason for the loss. */
  readonly lifetime: Lifetime
  request<T = unknown>(method: string, params: readonly unknown[]): Promise<T>
  subscribe: ChainProvider['subscribe']
  unsubscribe: ChainProvider['unsubscribe']
}

export interface OpenLinkOptions {
  readonly endpoint: Endpoint
  readonly network: string
  /** Null for no check. */
  readonly genesisHash: string | null
  readonly limits: LinkLimits
  readonly openProvider: OpenProvider
  /** The client's: its end closes the link. */
  readonly clientLifetime: Lifetime
  /** Called at once for the head at the start, then for every new one. */
  readonly onHead: (head: BlockRef) => void
  readonly onRuntime: (version: RuntimeVersion) => void
}

/**
 * Connects, checks the chain, follows its heads, and watches whether the node still answers. Everything that goes
 * wrong, now or later, ends the link's lifetime and destroys the socket.
 *
 * @throws what ended it, where that came before it was open.
 */
export async function openLink(options: OpenLinkOptions): Promise<Link> {
  const { endpoint, limits, clientLifetime } = options
  const lifetime = createLifetime()
  const provider = options.openProvider(endpoint.url, { requestTimeoutMs: limits.requestTimeoutMs })
  const end = (error: unknown) => lifetime.end(error instanceof Error ? error : new Error(String(error)))
  clientLifetime.onEnd(end)
  lifetime.onEnd(() => {
    clientLifetime.offEnd(end)
    // It is over either way: a socket that cannot even be destroyed has nobody left to tell.
    provider.disconnect().catch(() => {})
  })

  const request = <T>(method: string, params: readonly unknown[]): Promise<T> =>
    withinTimeout(() => provider.send<T>(method, [...params]), method)
  const withinTimeout = <T>(start: () => Promise<T>, what: string): Promise<T> =>
    lifetime.endedBy === null
      ? lifetime.during(start(), {
          timeoutMs: limits.requestTimeoutMs,
          onTimeout: () =>
            chainTimeout({ request: what, timeoutMs: limits.requestTimeoutMs, endpoint: endpoint.shown }),
        })
      : Promise.reject(lifetime.endedBy)
  const link = {
    endpoint,
    lifetime,
    request,
    subscribe: (type, method, params, onNews) =>
      withinTimeout(() => provider.subscribe(type, method, params, onNews), method),
    unsubscribe: (type, method, id) => withinTimeout(() => provider.unsubscribe(type, method, id), method),
  } satisfies Partial<Link>

  try {
    await connect(provider, lifetime)
    // From here on, because a node may take a connection and never say a word.
    const watch = keepWatch({ lifetime, limits, endpoint, provider })
    const [genesisHash, runtime] = await Promise.all([
      request('chain_getBlockHash', [0]).then(read(hash, 'the genesis hash')),
      request('state_getRuntimeVersion', []).then(read(runtimeVersion, 'the runtime version')),
    ])
    if (options.genesisHash !== null && genesisHash !== options.genesisHash.toLowerCase()) {
      throw chainGenesisDiffers({
        endpoint: endpoint.shown,
        network: options.network,
        expectedGenesis: options.genesisHash,
        foundGenesis: genesisHash,
      })
    }
    const order = createHeadOrder()
    const takeHeader = async (news: unknown) => {
      const number = Number(read(header, 'a header')(news).number)
      const head = { number, hash: read(hash, 'a block hash')(await request('chain_getBlockHash', [number])) }
      if (lifetime.endedBy !== null || !order.takes(head)) return
      watch.onHead()
      options.onHead(head)
    }
    await request('chain_getHeader', []).then(takeHeader)
    const follow =
      <T>(take: (news: T) => unknown) =>
      (error: Error | null, news: T) => {
        if (error !== null) return end(error)
        Promise.resolve(news).then(take).catch(end)
      }
    await link.subscribe('chain_newHead', 'chain_subscribeNewHeads', [], follow(takeHeader))
    await link.subscribe(
      'state_runtimeVersion',
      'state_subscribeRuntimeVersion',
      [],
      follow((news) => options.onRuntime(read(runtimeVersion, 'the runtime version')(news))),
    )
    return { ...link, genesisHash, runtime }
  } catch (error) {
    end(error)
    throw lifetime.endedBy ?? error
  }
}

/** Opens the provider, and lets the link end with it. */
async function connect(provider: ChainProvider, lifetime: Lifetime): Promise<void> {
  let lastError: unknown
  provider.on('error', (error) => {
    lastError = error
  })
  provider.on('disconnected', () => lifetime.end(new Error('the connection was lost', { cause: lastError })))
  if (provider.isConnected) return
  const connected = new Promise<void>((resolve) => {
    provider.on('connected', () => resolve())
  })
  provider.connect().catch((error: Error) => lifetime.end(error))
  await lifetime.during(connected, {
    timeoutMs: CONNECT_TIMEOUT_MS,
    onTimeout: () => new Error(`no connection within ${CONNECT_TIMEOUT_MS / 1000} s`),
  })
}

/** Holds an answer to its shape: what a node says is not trusted. */
function read<T>(schema: z.ZodType<T>, what: string): (answer: unknown) => T {
  return (answer) => {
    const parsed = schema.safeParse(answer)
    if (parsed.success) return parsed.data
    throw chainDecodeFailed({ what, cause: parsed.error })
  }
}
