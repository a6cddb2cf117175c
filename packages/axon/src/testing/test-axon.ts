import {
  type EventPredictionFields,
  EventPredictionSynapse,
  encodeSs58,
  type SynapseDefinition,
} from '@ig/protocol'
import { type Keypair, keypairFromUri } from '@ig/sr25519'
import type { AxonEvent } from '../axon-event.ts'
import type { AxonSynapse } from '../axon-synapse.ts'
import { type Axon, type AxonOptions, createAxon } from '../create-axon.ts'
import { signedRequest } from './signed-request.ts'

export const alice = keypairFromUri('//Alice')
export const bob = keypairFromUri('//Bob')
export const charlie = keypairFromUri('//Charlie')
export const bobSs58 = encodeSs58(bob.publicKey)

/** An event as a validator sends it. */
export function sampleEvent(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    event_id: id,
    market_type: 'polymarket',
    description: 'Will it rain? — “résumé” ✓ 日本語',
    cutoff: 1_995_000_000,
    metadata: {},
    probability: null,
    reasoning: null,
    miner_answered: false,
    ...more,
  }
}

/** Answers every event with one half. */
export const halfEach: AxonSynapse<EventPredictionFields> = {
  synapse: EventPredictionSynapse,
  forward({ events }) {
    const answered = Object.entries(events).map(([key, event]) => [
      key,
      { ...event, probability: 0.5, miner_answered: true },
    ])
    return { events: Object.fromEntries(answered) }
  },
}

export interface Asked {
  readonly keypair?: Keypair
  readonly synapse?: SynapseDefinition<object>
  readonly fields?: object
  readonly nonceNs?: bigint
  readonly uuid?: string
  readonly timeoutSeconds?: number
  readonly axonHotkey?: string
}

/** An axon of //Bob under a clock of the test's own, and the means to ask it. */
export function testAxon(options: Partial<AxonOptions> = {}) {
  const clock = { nowNs: 1_795_000_000_000_000_000n }
  const events: AxonEvent[] = []
  const axon: Axon = createAxon({
    hotkey: bob,
    synapses: [halfEach],
    nowNs: () => clock.nowNs,
    randomId: () => 'id-1',
    onEvent: (event) => events.push(event),
    ...options,
  })
  let serial = 0n
  /** A signed request; each has a newer nonce than the one before. */
  function signed(asked: Asked = {}) {
    serial += 1n
    return signedRequest({
      keypair: asked.keypair ?? alice,
      axonHotkey: asked.axonHotkey ?? axon.hotkeySs58,
      synapse: asked.synapse ?? EventPredictionSynapse,
      fields: asked.fields ?? { events: { 'ifgames-1': sampleEvent('1') } },
      nonceNs: asked.nonceNs ?? clock.nowNs + serial,
      ...(asked.uuid === undefined ? {} : { uuid: asked.uuid }),
      ...(asked.timeoutSeconds === undefined ? {} : { timeoutSeconds: asked.timeoutSeconds }),
    })
  }
  /** Sends it through the pure app, with headers or body changed on the way. */
  function send(
    request: ReturnType<typeof signed>,
    change: {
      headers?: Record<string, string>
      body?: string | Uint8Array<ArrayBuffer> | ReadableStream
      method?: string
      path?: string
    } = {},
  ): Promise<Response> {
    const method = change.method ?? 'POST'
    return Promise.resolve(
      axon.app.request(change.path ?? request.path, {
        method,
        headers: { ...request.headers, ...change.headers },
        ...(method === 'GET' || method === 'HEAD'
          ? {}
          : { body: change.body ?? request.body, duplex: 'half' }),
      }),
    )
  }
  /** The check between hostile requests: a good one is still answered. */
  async function isAlive(): Promise<boolean> {
    const response = await send(signed())
    const { events: answered } = (await response.json()) as {
      events?: Record<string, { probability?: number }>
    }
    return response.status === 200 && answered?.['ifgames-1']?.probability === 0.5
  }
  return { axon, clock, events, signed, send, isAlive, ask: (asked?: Asked) => send(signed(asked)) }
}
