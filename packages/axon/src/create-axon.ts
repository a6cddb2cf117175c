import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { IgError } from '@ig/errors'
import { encodeSs58, PingSynapse } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import { Hono } from 'hono'
import { answerRequest } from './answer-request.ts'
import type { AxonContext } from './axon-context.ts'
import type { AxonEvent, AxonStats } from './axon-event.ts'
import { type AxonLimits, DEFAULT_AXON_LIMITS } from './axon-limits.ts'
import type { AxonReply } from './axon-reply.ts'
import type { AxonRequest } from './axon-request.ts'
import type { AxonSynapse } from './axon-synapse.ts'
import { createBodyBudget } from './body-budget.ts'
import { allowEveryone, type CallerPolicy } from './caller.ts'
import { createCallerKeys } from './caller-keys.ts'
import { createFairQueue } from './fair-queue.ts'
import { createJsonWorker } from './json-worker-thread.ts'
import { nodeRequest } from './node-request.ts'
import { memoryNonceJournal, type NonceJournal } from './nonce-journal.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { createRefusalPace } from './refusal-pace.ts'
import { createReplayGuard } from './replay-guard.ts'
import { webRequest, webResponse } from './web-request.ts'

/** What an axon is made of. */
export interface AxonOptions {
  /** Requests must be signed to this key; nothing is ever signed with it here. */
  readonly hotkey: Pick<Keypair, 'publicKey'>
  /** `Synapse`, the ping, is answered without being named. */
  readonly synapses: readonly AxonSynapse[]
  /** Who may call, and in which rank. Default: every verified key. */
  readonly policy?: CallerPolicy
  /** Of each verified key, with a burst of three times that; 0 is no limit. Default 20. */
  readonly rateLimitPerSecond?: number
  readonly limits?: Partial<AxonLimits>
  /** Where accepted nonces outlive the process. Default: nowhere. */
  readonly nonceJournal?: NonceJournal
  /** Wall clock in nanoseconds. */
  readonly nowNs?: () => bigint
  /** Ids of internal errors, which link what a caller saw to what was logged. */
  readonly randomId?: () => string
  /** The address that replies name; nothing listens on it here. */
  readonly externalIp?: string
  readonly externalPort?: number
  /** Called for every request, at once; it must be fast and not throw. */
  readonly onEvent?: (event: AxonEvent) => void
}

/** One end of the wire: answers signed requests for its synapses. */
export interface Axon {
  /** A pure function of a request, without a socket; routes added here are served beside the synapses. */
  readonly app: Hono
  readonly hotkeySs58: string
  readonly limits: AxonLimits
  /** Answers a request, whatever brought it. */
  answer(request: AxonRequest): Promise<AxonReply>
  stats(): AxonStats
  /** Another `rateLimitPerSecond` from now on. Throws IgError `E_AXON_OPTIONS` for what is no number from 0. */
  limitRate(perSecond: number): void
  /** Ends the thread and the journal. A server in front of it is closed first. */
  close(): Promise<void>
}

/** Of the room for bodies, what may be read before its signature is verified. */
const UNVERIFIED_SHARE = 1 / 2
/** Failed signatures a second, of one address in the name of one key, that cost nothing but themselves. */
const FORGERIES_PER_SECOND = 5

/**
 * Makes an axon. Nothing listens yet: `serve` does that, `axon.app.request()` needs no socket.
 *
 * @throws IgError `E_AXON_OPTIONS` for a rate that is no number from 0, or a synapse named twice;
 * `E_NONCE_JOURNAL` where the journal cannot be read.
 * @example
 * const axon = createAxon({ hotkey, synapses: [{ synapse: Echo, forward: ({ text }) => ({ echo: text }) }] })
 * const server = await serve(axon, { port: 8091 })
 */
export function createAxon(options: AxonOptions): Axon {
  const { hotkey, policy = allowEveryone, rateLimitPerSecond = 20, nowNs = wallClockNs } = options
  const limits = { ...DEFAULT_AXON_LIMITS, ...options.limits }
  const limiter = createRateLimiter(assertRate(rateLimitPerSecond))
  const byStatus: Record<number, number> = {}
  let requests = 0
  const onEvent = (event: AxonEvent) => {
    options.onEvent?.(event)
    if (event.type === 'degraded') return
    requests++
    byStatus[event.status] = (byStatus[event.status] ?? 0) + 1
  }
  const journal = options.nonceJournal ?? memoryNonceJournal()
  const guard = createReplayGuard(limits.replayEntries)
  const startNs = nowNs()
  for (const record of journal.load(startNs)) guard.record(record, startNs)
  const bodies = createBodyBudget(limits.bodiesBytes)
  const hotkeySs58 = encodeSs58(hotkey.publicKey)
  const context: AxonContext = {
    hotkeySs58,
    routes: routesOf(options.synapses),
    limits,
    policy,
    keyOf: createCallerKeys(),
    limiter,
    forgeries: createRateLimiter(FORGERIES_PER_SECOND),
    pace: createRefusalPace(limits.refusalWaitMs),
    guard,
    journal,
    queue: createFairQueue(limits.queueLength),
    bodies,
    unverifiedBodies: createBodyBudget(limits.bodiesBytes * UNVERIFIED_SHARE, bodies),
    largeAnswers: createBodyBudget(limits.largeAnswersBytes),
    jsonWorker: createJsonWorker(limits.jsonDepth),
    externalIp: options.externalIp,
    externalPort: options.externalPort,
    nowNs,
    randomId: options.randomId ?? randomUUID,
    onEvent,
  }
  const app = new Hono()
  app.notFound(async ({ req, env }) => {
    const { incoming, outgoing } = (env ?? {}) as Partial<HttpBindings>
    const request = incoming && outgoing ? nodeRequest(incoming, outgoing) : webRequest(req.raw)
    return webResponse(await answerRequest(context, request))
  })
  return {
    app,
    hotkeySs58,
    limits,
    answer: (request) => answerRequest(context, request),
    stats: () => ({
      requests,
      byStatus: { ...byStatus },
      waiting: context.queue.length,
      bodyBytes: bodies.heldBytes,
      rememberedNonces: guard.size,
      unwrittenNonces: journal.waiting?.() ?? 0,
      limitedCallers: context.limiter.size,
    }),
    limitRate: (perSecond) => limiter.limitTo(assertRate(perSecond)),
    async close() {
      await context.jsonWorker.close()
      journal.close()
    },
  }
}

function assertRate(rateLimitPerSecond: number): number {
  if (rateLimitPerSecond >= 0 && rateLimitPerSecond < 1e9) return rateLimitPerSecond
  throw invalid('The rate limit is no number of requests a second.', { rateLimitPerSecond })
}

const wallClockNs = () => BigInt(Date.now()) * 1_000_000n

function routesOf(synapses: readonly AxonSynapse[]): ReadonlyMap<string, AxonSynapse> {
  const routes = new Map<string, AxonSynapse>([
    [PingSynapse.name, { synapse: PingSynapse, forward: (fields) => fields }],
  ])
  const seen = new Set<string>()
  for (const route of synapses) {
    const { name } = route.synapse
    if (seen.has(name)) throw invalid('Two handlers are given for one synapse.', { name })
    seen.add(name)
    routes.set(name, route)
  }
  return routes
}

function invalid(message: string, values: Readonly<Record<string, unknown>>): IgError {
  return new IgError({ code: 'E_AXON_OPTIONS', message, values })
}
