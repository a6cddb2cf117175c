import type { OpenProvider } from '../connection/connection.ts'
import type { Block } from './block.ts'
import type { Connections } from './connections.ts'
import type { Fault } from './faults.ts'
import type { NeuronCount } from './genesis.ts'
import type { RefusalStyle } from './pool/refusal.ts'
import type { SpecVersion } from './runtime.ts'

export interface InMemoryChainOptions {
  /** The runtime; 293 unless given. */
  readonly spec?: SpecVersion
  /** On subnet 2; 0 (the default) leaves the owner's alone, as uid 0. */
  readonly neurons?: NeuronCount
  readonly fund?: readonly { readonly ss58: string; readonly tao: number }[]
  /** The price of a registration on subnet 2; 0.1 TAO unless given. */
  readonly burnRao?: bigint
  /** A block every so often; null (the default) makes one for each extrinsic and for each `mineBlock()`. */
  readonly blockMs?: number | null
  /** With `manual` only `mineBlock()` makes blocks; `instant` is the default. */
  readonly sealing?: 'instant' | 'manual'
  /** Blocks from the head to the finalized one; 0 with instant sealing, else 1. */
  readonly finalityLagBlocks?: number
  readonly servingRateLimitBlocks?: number
  readonly tempoBlocks?: number
  readonly genesisHash?: string
  /** How the pool words a refusal: as a Substrate node (the default) or as Chopsticks does. */
  readonly refusalStyle?: RefusalStyle
  readonly nowMs?: () => number
}

/** What was sent to the chain and taken by its pool. */
export interface SentExtrinsic {
  readonly hash: string
  /** For instance `subtensorModule.burnedRegister`. */
  readonly call: string
  readonly signerSs58: string
  readonly nonce: number
  /** By name, as text. */
  readonly args: Readonly<Record<string, string>>
}

/** A double of a Subtensor node in this process. Whatever it answers is reckoned from one state. */
export interface InMemoryChain {
  /** In-process: no socket. The endpoint is but a name. */
  readonly openProvider: OpenProvider
  /** For other transports. */
  readonly connections: Connections
  readonly genesisHash: string
  readonly extrinsics: readonly SentExtrinsic[]
  head(): Pick<Block, 'number' | 'hash'>
  mineBlock(count?: number): void
  setBurnRao(rao: bigint, netuid?: number): void
  setBalance(ss58: string, rao: bigint): void
  /** Gives the hotkey's uid to a stranger. */
  deregister(hotkeySs58: string, netuid?: number): void
  /** Gives the uid to another hotkey of the same coldkey. */
  swapHotkey(fromSs58: string, toSs58: string, netuid?: number): void
  /** Deregisters, and registers again as another uid: that of `uid`, whose hotkey moves to the old place. */
  moveToUid(hotkeySs58: string, uid: number, netuid?: number): void
  /** Any entry of the storage, by the metadata's names: `SubtensorModule.Tempo`. In the next block. */
  setStorage(name: string, args: readonly unknown[], value: unknown): void
  /** Loses all connections; `refuse` keeps new ones out, too. */
  drop(options?: { readonly refuse?: boolean }): void
  /** Takes connections again. */
  accept(): void
  /** Nothing is answered and nothing told while it is on. */
  stall(on: boolean): void
  /** Makes no blocks by itself, while it is on. */
  pauseHeads(on: boolean): void
  /**
   * Replaces the newest blocks by as many others, without their extrinsics unless `keepExtrinsics`; finalized blocks
   * stay.
   */
  fork(options?: { readonly depth?: number; readonly keepExtrinsics?: boolean }): void
  failNext(fault: Fault): void
  /** Says another hash for block 0, or the true one again (null). */
  lieAboutGenesis(hash: string | null): void
  /** Ends timers and connections. */
  close(): void
}
