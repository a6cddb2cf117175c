import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import type {
  AxonRecord,
  ChainStatus,
  ExtrinsicOutcome,
  Metagraph,
  Neuron,
  ServeAxonOptions,
} from '@ig/subtensor-client'
import type { ChainPort } from '../chain/chain-port.ts'

/** A chain as plain data that a test changes as it likes. */
export interface FakeChain extends ChainPort {
  connected: boolean
  genesisHash: string
  block: number
  neurons: Neuron[]
  readonly axons: Map<string, AxonRecord>
  readonly served: ServeAxonOptions[]
  /** How often each read was asked for. */
  readonly asked: Record<string, number>
  /** Thrown by the next `serveAxon`, first come first. */
  readonly refusals: IgError[]
  /** A new head: tells whoever watches. */
  mine(blocks?: number): void
}

export const RATE_LIMIT_BLOCKS = 50
const IMMUNITY_BLOCKS = 100

/** An address made of one repeated byte. */
export const addressOf = (byte: number): string => encodeSs58(new Uint8Array(32).fill(byte))

/** A neuron with the hotkey `addressOf(key)` and the coldkey `addressOf(100 + key)`. */
export function neuronOf(uid: number, key: number, fields: Partial<Neuron> = {}): Neuron {
  return {
    netuid: 1,
    uid,
    hotkeySs58: addressOf(key),
    coldkeySs58: addressOf(100 + key),
    active: true,
    axon: null,
    stakeRao: 0n,
    alphaStakeRao: 0n,
    taoStakeRao: 0n,
    rank: 0,
    trust: 0,
    consensus: 0,
    incentive: 0,
    dividends: 0,
    validatorTrust: 0,
    validatorPermit: false,
    emissionRao: 0n,
    lastUpdateBlock: 0,
    registeredAtBlock: 950,
    ...fields,
  }
}

/** The error of a chain that does not answer. */
export const unreachable = (): IgError =>
  new IgError({ code: 'E_CHAIN_UNREACHABLE', message: 'No endpoint answers.', retryable: true })

/** Makes a chain at block 1,000 with these neurons. */
export function createFakeChain(neurons: Neuron[] = []): FakeChain {
  const watchers = new Set<(head: { number: number; hash: string }) => void>()
  const hashOf = (block: number) => `0x${block.toString(16).padStart(64, '0')}`
  const answer = async <T>(name: string, value: () => T): Promise<T> => {
    chain.asked[name] = (chain.asked[name] ?? 0) + 1
    if (!chain.connected) throw unreachable()
    return value()
  }
  const head = () => ({ number: chain.block, hash: hashOf(chain.block) })
  const chain: FakeChain = {
    connected: true,
    genesisHash: hashOf(0),
    block: 1_000,
    neurons,
    axons: new Map(),
    served: [],
    asked: {},
    refusals: [],
    mine(blocks = 1) {
      chain.block += blocks
      if (chain.connected) for (const watcher of watchers) watcher(head())
    },
    status: (): ChainStatus => ({
      connected: chain.connected,
      endpoint: 'ws://127.0.0.1:9944',
      head: head(),
      headAgeSeconds: 1,
      specVersion: 293,
      genesisHash: chain.connected ? chain.genesisHash : null,
      drops: 0,
      problem: chain.connected ? null : 'nobody listens',
    }),
    ready: () => answer('ready', () => undefined),
    watchHeads(onHead) {
      watchers.add(onHead)
      return () => watchers.delete(onHead)
    },
    getMetagraph: (netuid) =>
      answer(
        'getMetagraph',
        (): Metagraph => ({
          netuid,
          genesisHash: chain.genesisHash,
          block: head(),
          source: 'get_metagraph',
          name: null,
          symbol: null,
          tempoBlocks: 360,
          immunityPeriodBlocks: IMMUNITY_BLOCKS,
          servingRateLimitBlocks: RATE_LIMIT_BLOCKS,
          maxUids: 256,
          burnRao: 1n,
          registrationAllowed: true,
          neurons: chain.neurons,
        }),
      ),
    getUid: ({ hotkeySs58 }) =>
      answer('getUid', () => chain.neurons.find((one) => one.hotkeySs58 === hotkeySs58)?.uid ?? null),
    getAxon: ({ hotkeySs58 }) => answer('getAxon', () => chain.axons.get(hotkeySs58) ?? null),
    getRegistrationBlock: ({ uid }) =>
      answer(
        'getRegistrationBlock',
        () => chain.neurons.find((one) => one.uid === uid)?.registeredAtBlock ?? null,
      ),
    serveAxon: (options) =>
      answer('serveAxon', (): ExtrinsicOutcome => {
        const refusal = chain.refusals.shift()
        if (refusal) throw refusal
        const { ip, port, version, protocol = 4 } = options
        chain.served.push(options)
        chain.block++
        const record = { block: chain.block, version, ip, ipType: 4, port, protocol } as const
        chain.axons.set(encodeSs58(options.hotkey.publicKey), record)
        return { extrinsicHash: '0x01', block: head(), finalized: false, feeRao: 0n, events: [] }
      }),
    close: async () => undefined,
  }
  return chain
}
