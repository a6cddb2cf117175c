import { IgError } from '@ig/errors'
import type { ApiPromise } from '@polkadot/api'
import { chainClosed, chainUnreachable } from '../errors/connection-errors.ts'
import { backoffMs } from './backoff.ts'
import type { Connection, ConnectionOptions } from './connection.ts'
import { createEmitter } from './create-emitter.ts'
import { describeProblem } from './describe-problem.ts'
import { createHeads } from './heads.ts'
import { createLifetime, type Lifetime } from './lifetime.ts'
import { type Link, openLink, type RuntimeVersion } from './link.ts'
import { apiKey, openApi } from './open-api.ts'
import { readConnectionOptions } from './read-connection-options.ts'

interface Live {
  readonly link: Link
  readonly api: ApiPromise
  readonly specVersion: number
}

interface Waiting {
  readonly resolve: (live: Live) => void
  readonly reject: (error: Error) => void
}

/**
 * A connection that keeps itself alive from its first use until it is closed: one link at a time, the next endpoint
 * after each loss, back-off with jitter in between, and one API for as long as the runtime stays the same.
 *
 * @throws IgError `E_CHAIN_ENDPOINT` for options that name no usable endpoint.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const settings = readConnectionOptions(options)
  const { endpoints, limits, nowMs } = settings
  const lifetime = createLifetime()
  const emit = createEmitter(options.onEvent)
  const heads = createHeads({ nowMs, onWatcherFailed: (error) => emit({ type: 'watcher-failed', error }) })
  const waiting = new Set<Waiting>()
  let running: Promise<void> | null = null
  let endpoint = endpoints[0]
  let live: Live | null = null
  // Kept over a loss: the next link needs no new one while the runtime is the same.
  let lastApi: { readonly key: string; readonly api: ApiPromise } | null = null
  let drops = 0
  let problem: string | null = 'not connected yet'
  let runtime: RuntimeVersion | null = null
  let isFollowing = false

  const unreachable = (waitedMs?: number) =>
    chainUnreachable({
      endpoints: endpoints.map(({ shown }) => shown),
      ...(waitedMs === undefined ? {} : { waitedMs }),
      ...(problem === null ? {} : { problem }),
    })

  /** A link may have ended a moment before the loop below hears of it. */
  const usable = () => (live?.link.lifetime.endedBy === null ? live : null)

  function currentLink(): Link {
    const link = usable()?.link
    if (link === undefined) throw lifetime.endedBy ?? unreachable()
    return link
  }

  async function apiFor(link: Link): Promise<ApiPromise> {
    const key = apiKey(link)
    if (lastApi?.key !== key) lastApi = { key, api: await link.lifetime.during(openApi(link, currentLink)) }
    return lastApi.api
  }

  /** Goes over to another runtime without losing the link: one at a time, so that the newest comes last. */
  async function followRuntime() {
    if (isFollowing) return
    isFollowing = true
    try {
      while (live !== null && runtime !== null && live.specVersion !== runtime.specVersion) {
        await upgrade(live, runtime)
      }
    } finally {
      isFollowing = false
    }
  }

  async function upgrade({ link, specVersion: fromSpecVersion }: Live, to: RuntimeVersion) {
    try {
      const api = await apiFor({ ...link, runtime: to })
      if (live?.link !== link) return
      live = { link, api, specVersion: to.specVersion }
      emit({ type: 'runtime-upgraded', fromSpecVersion, toSpecVersion: to.specVersion })
    } catch (error) {
      // The next link begins with the runtime that it finds.
      if (live?.link === link) live = null
      emit({ type: 'runtime-upgrade-failed', error })
      link.lifetime.end(error instanceof Error ? error : new Error(String(error)))
    }
  }

  async function connectOnce(): Promise<Live> {
    emit({ type: 'connecting', endpoint: endpoint.shown })
    runtime = null
    const link = await openLink({
      ...settings,
      endpoint,
      clientLifetime: lifetime,
      onHead: heads.onHead,
      onRuntime: (version) => {
        runtime = version
        void followRuntime()
      },
    })
    try {
      return { link, api: await apiFor(link), specVersion: link.runtime.specVersion }
    } catch (error) {
      link.lifetime.end(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
  }

  /** Rejects those who wait once no endpoint is left that could be the right chain. */
  function giveUpOn(error: IgError) {
    for (const { reject } of waiting) reject(error)
    waiting.clear()
  }

  async function keepConnected(): Promise<void> {
    let failures = 0
    let wrongChains = 0
    for (let attempt = 0; ; attempt += 1) {
      endpoint = endpoints[attempt % endpoints.length] ?? endpoint
      let lost: unknown
      let type: 'disconnected' | 'attempt-failed' = 'attempt-failed'
      const startedAtMs = nowMs()
      try {
        live = await connectOnce()
        wrongChains = 0
        problem = null
        type = 'disconnected'
        emit({ type: 'connected', endpoint: endpoint.shown, specVersion: live.specVersion })
        for (const { resolve } of waiting) resolve(live)
        waiting.clear()
        void followRuntime()
        lost = await ending(live.link.lifetime)
        drops += 1
      } catch (error) {
        lost = error
        wrongChains = IgError.isInstance(error) && error.code === 'E_CHAIN_GENESIS' ? wrongChains + 1 : 0
        if (wrongChains >= endpoints.length) giveUpOn(error as IgError)
      }
      live = null
      problem = describeProblem(lost)
      if (lifetime.endedBy !== null) return
      // A node that takes connections only to drop them is a failing one.
      const wasUseful = type === 'disconnected' && nowMs() - startedAtMs > settings.maxBackoffMs
      failures = wasUseful ? 1 : failures + 1
      const nextAttemptInMs = backoffMs(failures, settings.maxBackoffMs, settings.random())
      emit({ type, endpoint: endpoint.shown, problem, nextAttemptInMs })
      await lifetime.sleep(nextAttemptInMs)
    }
  }

  function start() {
    if (running !== null || lifetime.endedBy !== null) return
    for (const { isExposed, shown } of endpoints)
      if (isExposed) emit({ type: 'plain-text-endpoint', endpoint: shown })
    running = keepConnected().catch((error: Error) => lifetime.end(error))
  }

  async function waitUntilLive(limits: {
    signal?: AbortSignal | undefined
    timeoutMs: number
  }): Promise<Live> {
    limits.signal?.throwIfAborted()
    if (lifetime.endedBy !== null) throw lifetime.endedBy
    start()
    const now = usable()
    if (now !== null) return now
    let entry: Waiting | undefined
    const connected = new Promise<Live>((resolve, reject) => {
      entry = { resolve, reject }
      waiting.add(entry)
    })
    try {
      return await lifetime.during(connected, { ...limits, onTimeout: () => unreachable(limits.timeoutMs) })
    } finally {
      if (entry !== undefined) waiting.delete(entry)
    }
  }

  return {
    network: settings.network,
    requestTimeoutMs: limits.requestTimeoutMs,
    nowMs,
    status() {
      const age = heads.ageMs()
      const now = usable()
      const isFresh = age !== null && age <= limits.headAgeLimitMs
      return {
        connected: now !== null && isFresh,
        endpoint: endpoint.shown,
        head: heads.newest(),
        headAgeSeconds: age === null ? null : Math.floor(age / 1000),
        specVersion: now?.specVersion ?? null,
        genesisHash: now?.link.genesisHash ?? null,
        drops,
        problem: now !== null && !isFresh ? `no new head for ${Math.floor((age ?? 0) / 1000)} s` : problem,
      }
    },
    async ready({ signal, timeoutMs = limits.requestTimeoutMs } = {}) {
      await waitUntilLive({ signal, timeoutMs })
    },
    watchHeads(onHead) {
      const stop = heads.watch(onHead)
      start()
      return stop
    },
    async withApi(run, { signal } = {}) {
      const { link, api, specVersion } = await waitUntilLive({ signal, timeoutMs: limits.requestTimeoutMs })
      const running = new AbortController()
      try {
        const context = {
          signal: running.signal,
          endpoint: link.endpoint.shown,
          genesisHash: link.genesisHash,
          specVersion,
          request: link.request,
        }
        return await link.lifetime.during(
          Promise.resolve().then(() => run(api, context)),
          { signal },
        )
      } catch (error) {
        throw error === link.lifetime.endedBy ? lostError(link, lifetime) : error
      } finally {
        running.abort()
      }
    },
    async close() {
      lifetime.end(chainClosed())
      await running
    },
  }
}

function ending(lifetime: Lifetime): Promise<Error> {
  return new Promise((resolve) => lifetime.onEnd(resolve))
}

/** What a user of the API hears when the link under it is gone. */
function lostError(link: Link, client: Lifetime): Error {
  const cause = link.lifetime.endedBy
  return (
    client.endedBy ??
    chainUnreachable({ endpoints: [link.endpoint.shown], problem: describeProblem(cause), cause })
  )
}
