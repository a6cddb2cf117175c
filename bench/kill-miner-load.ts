import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { createNonceSource, systemNowNs } from '../packages/axon/src/dendrite-nonce.ts'
import {
  type DendriteTarget,
  type SignedRequest,
  signClassic,
} from '../packages/axon/src/dendrite-request.ts'
import { openReply, readReply } from '../packages/axon/src/dendrite-transport.ts'
import { uuid1 } from '../packages/axon/src/dendrite-uuid.ts'
import { type EventPrediction, EventPredictionSynapse } from '../packages/protocol/src/index.ts'
import { keypairFromUri } from '../packages/sr25519/src/index.ts'

/** What every key begins with. */
export const KEY_PREFIX = 'kill-'

/** What came back: a status and the events of the body, or null where the connection was lost. */
export type Answered = { readonly status: number; readonly events: Record<string, EventPrediction> } | null

export interface Connection {
  /** Signs and sends a query. */
  ask(target: DendriteTarget, events: Record<string, EventPrediction>): Promise<Answered>
  /** The request that was answered with 200 last. */
  lastAccepted(): SignedRequest | null
  /** Sends these very bytes. */
  send(target: DendriteTarget, request: SignedRequest): Promise<Answered>
  close(): void
}

// As long as a nonce can be good for: a replay is refused for being one, not for being old.
const TIMEOUT_SECONDS = 120
const NEW_EVENTS = 1
const KNOWN_EVENTS = 9

/** One validator on one kept connection. */
export function openConnection(name: string): Connection {
  const keypair = keypairFromUri(`//Kill//${name}`)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const identity = { keypair, externalIp: '0.0.0.0', uuid: uuid1(systemNowNs(), randomBytes(8)) }
  const nextNonceNs = createNonceSource(systemNowNs)
  let lastAccepted: SignedRequest | null = null

  async function send(target: DendriteTarget, request: SignedRequest): Promise<Answered> {
    const signal = AbortSignal.timeout(30_000)
    const opened = await openReply(target, request, { agent, signal })
    if (opened.kind !== 'opened') return null
    const reply = await readReply(opened, { maxBytes: 1e7, signal })
    if (reply.kind !== 'answered') return null
    const body: unknown = JSON.parse(Buffer.from(reply.body).toString('utf8') || '{}')
    const events = reply.status === 200 ? EventPredictionSynapse.parseFields(body).events : {}
    return { status: reply.status, events }
  }

  return {
    send,
    lastAccepted: () => lastAccepted,
    close: () => agent.destroy(),
    async ask(target, events) {
      const nonceNs = nextNonceNs()
      const fields = { events }
      const question = { target, synapse: EventPredictionSynapse, fields, timeoutSeconds: TIMEOUT_SECONDS }
      const request = signClassic(identity, { ...question, nonceNs })
      const answered = await send(target, request)
      if (answered?.status === 200) lastAccepted = request
      return answered
    },
  }
}

/** Asks for new and known events as fast as it can, until the miner is gone. */
export async function loadUntilGone(
  connection: Connection,
  target: DendriteTarget,
  prefix: string,
  onAcknowledged: (events: Record<string, EventPrediction>) => void,
): Promise<void> {
  for (let query = 0; ; query += 1) {
    const first = Math.max(0, query * NEW_EVENTS - KNOWN_EVENTS)
    const ids = Array.from({ length: (query + 1) * NEW_EVENTS - first }, (_, i) => `${prefix}-${first + i}`)
    const answered = await connection.ask(target, wireEvents(ids))
    if (answered === null) return
    if (answered.status !== 200) throw new Error(`A good query was answered with ${answered.status}.`)
    onAcknowledged(answered.events)
  }
}

/** Events as a validator sends them, by key; the same for the same id. */
export function wireEvents(ids: readonly string[]): Record<string, EventPrediction> {
  return Object.fromEntries(
    ids.map((id) => [
      KEY_PREFIX + id,
      {
        event_id: id,
        market_type: 'llm',
        description: `Will number ${id} come true? ${'As the named source says. '.repeat(10)}`,
        cutoff: 4_000_000_000,
        metadata: { topics: ['a'] },
        probability: null,
        reasoning: null,
        miner_answered: false,
      },
    ]),
  )
}
