import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { IgError } from '@ig/errors'
import { decodeReply, type Reply, type ReplyOutcome, type SynapseDefinition } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import { createNonceSource, systemNowNs } from './dendrite-nonce.ts'
import { type DendriteTarget, signBtauth, signClassic } from './dendrite-request.ts'
import { readStream } from './dendrite-stream.ts'
import { openReply, readReply } from './dendrite-transport.ts'
import { uuid1 } from './dendrite-uuid.ts'

/** What `createDendrite` takes. */
export interface DendriteOptions {
  readonly keypair: Keypair
  /** What the axons are told to be the sender's address; nobody checks it. Default `0.0.0.0`. */
  readonly externalIp?: string
  /** Keeps the connections; with one given, `close` leaves them to whoever made it. */
  readonly agent?: Agent
  /** Default 32 MiB, unpacked. */
  readonly maxResponseBytes?: number
  /** The time since the Unix epoch. */
  readonly nowNs?: () => bigint
}

/** How a query is asked. */
export interface QueryOptions {
  /** For all of a call, from connecting to the last byte. Default 12,000. */
  readonly timeoutMs?: number
  /** `classic` for the SDKs up to version 10, `btauth/1` for 11. Default `classic`. */
  readonly protocol?: 'classic' | 'btauth/1'
}

/** What came of one query, in the SDK's terms. */
export interface DendriteReply<Fields extends object> extends Reply<Fields> {
  readonly processTimeSeconds: number
}

/** The asking end of the wire. */
export interface Dendrite {
  /**
   * Asks one axon or many at once; the replies come in the order of the targets. Whatever an axon or the network
   * does is a reply with the status that the SDK's dendrite gives it: 408 for a timeout, 503 for no connection
   * or a lost one, 400 for a broken answer, 422 for one that cannot be read.
   *
   * Throws only for what is wrong with the question itself: `E_JSON`, `E_SYNAPSE_FIELDS`, `E_DENDRITE_TIMEOUT`,
   * `E_DENDRITE_CLOSED`.
   *
   * Requests to one axon at the same time may overtake each other, and the SDK's axon refuses the later nonce
   * then: ask one after the other, or with a dendrite each.
   */
  query<Fields extends object>(
    targets: DendriteTarget | readonly DendriteTarget[],
    synapse: SynapseDefinition<Fields>,
    fields: Fields,
    options?: QueryOptions,
  ): Promise<DendriteReply<Fields>[]>
  /**
   * Asks an axon for a streaming synapse and passes its text on as it comes; where one piece ends is chance.
   *
   * Throws `E_DENDRITE_STREAM` with the status, also in the middle, and what `query` throws.
   */
  stream<Fields extends object>(
    target: DendriteTarget,
    synapse: SynapseDefinition<Fields>,
    fields: Fields,
    options?: QueryOptions,
  ): AsyncIterable<string>
  /** Ends all connections; what is under way ends with 503. */
  close(): void
}

const DEFAULT_TIMEOUT_MS = 12_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1
const DEFAULT_MAX_RESPONSE_BYTES = 32 * 1024 * 1024
/** Below the 5 s after which the SDK's axon closes an idle connection, so that none is used while it closes. */
const IDLE_CONNECTION_MS = 4_000

/**
 * A dendrite as the SDK's: signed requests over kept connections, one uuid for its life, strictly increasing
 * nonces, no redirect followed.
 *
 * @example
 * const dendrite = createDendrite({ keypair: keypairFromUri('//Alice') })
 * const [reply] = await dendrite.query({ ip: '127.0.0.1', port: 8091, hotkey }, EventPredictionSynapse, { events })
 */
export function createDendrite({
  keypair,
  externalIp = '0.0.0.0',
  agent: givenAgent,
  maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES,
  nowNs = systemNowNs,
}: DendriteOptions): Dendrite {
  const agent = givenAgent ?? new Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS })
  const identity = { keypair, externalIp, uuid: uuid1(nowNs(), randomBytes(8)) }
  const nextNonceNs = createNonceSource(nowNs)
  let isClosed = false

  /** Sends the request, and starts the clock for all of the call. */
  function begin<Fields extends object>(
    target: DendriteTarget,
    synapse: SynapseDefinition<Fields>,
    fields: Fields,
    { timeoutMs = DEFAULT_TIMEOUT_MS, protocol = 'classic' }: QueryOptions,
  ) {
    if (isClosed) throw new IgError({ code: 'E_DENDRITE_CLOSED', message: 'The dendrite is closed.' })
    const timeoutSeconds = checkedTimeoutMs(timeoutMs) / 1000
    const sign = protocol === 'classic' ? signClassic : signBtauth
    const request = sign(identity, { target, synapse, fields, timeoutSeconds, nonceNs: nextNonceNs() })
    const axon = { ip: target.ip, port: target.port, hotkey: target.hotkey }
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), timeoutMs)
    return {
      opening: openReply(target, request, { agent, signal: deadline.signal }),
      bounds: { maxBytes: maxResponseBytes, signal: deadline.signal },
      judge: (outcome: ReplyOutcome) => decodeReply({ synapse, fields, axon, timeoutSeconds, outcome }),
      end: () => clearTimeout(timer),
    }
  }

  async function ask<Fields extends object>(
    ...question: Parameters<typeof begin<Fields>>
  ): Promise<DendriteReply<Fields>> {
    const startMs = performance.now()
    const { opening, bounds, judge, end } = begin(...question)
    try {
      const opened = await opening
      const outcome = opened.kind === 'opened' ? await readReply(opened, bounds) : opened
      return { ...judge(outcome), processTimeSeconds: (performance.now() - startMs) / 1000 }
    } finally {
      end()
    }
  }

  return {
    query: (targets, synapse, fields, options = {}) =>
      Promise.all([targets].flat().map((target) => ask(target, synapse, fields, options))),
    async *stream(target, synapse, fields, options = {}) {
      const { opening, bounds, judge, end } = begin(target, synapse, fields, options)
      try {
        yield* readStream(target, await opening, bounds, judge)
      } finally {
        end()
      }
    },
    close() {
      isClosed = true
      if (givenAgent === undefined) agent.destroy()
    },
  }
}

function checkedTimeoutMs(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS) return timeoutMs
  throw new IgError({
    code: 'E_DENDRITE_TIMEOUT',
    message: 'A timeout is more than nothing and less than 25 days.',
    values: { timeoutMs },
    hint: 'It is in milliseconds.',
  })
}
