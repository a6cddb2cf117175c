import type { Keypair } from '@ig/sr25519'
import type {
  AxonRecord,
  Balance,
  BlockInfo,
  BlockRef,
  ExtrinsicOutcome,
  Metagraph,
  MetagraphSource,
  Neuron,
  Stake,
  SubnetHyperparameters,
  SubnetSummary,
} from './chain-data.ts'

/** How the connection is doing, from memory: costs nothing and never waits. */
export interface ChainStatus {
  /** False within 10 s of a lost socket, and while the head is too old. */
  readonly connected: boolean
  /** The endpoint in use, or the one being tried; without credentials. */
  readonly endpoint: string
  readonly head: BlockRef | null
  readonly headAgeSeconds: number | null
  readonly specVersion: number | null
  readonly genesisHash: string | null
  /** Connections lost since the start. */
  readonly drops: number
  /** Why there is no connection; null where there is one. */
  readonly problem: string | null
}

/** What every read takes. */
export interface ReadOptions {
  readonly signal?: AbortSignal
  /** Reads the state of this block; the newest unless given. */
  readonly atBlockHash?: string
}

/** What every write takes. */
export interface WriteOptions {
  readonly signal?: AbortSignal
  /** What is waited for before the promise is fulfilled; inclusion unless given. */
  readonly waitFor?: 'inclusion' | 'finality'
  /** Blocks for which the extrinsic may be included, a power of two from 4 on; 8 unless given. */
  readonly eraBlocks?: number
}

/** What a write would cost and whether the runtime would take it, without sending it. */
export interface DryRun {
  readonly feeRao: bigint
  /** Null where the node cannot say. */
  readonly wouldSucceed: boolean | null
  /** The runtime's reason where it would not. */
  readonly problem: string | null
}

export interface RegisterOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkeySs58: string
  /** Pays the burn and owns the hotkey afterwards. */
  readonly coldkey: Keypair
  /** The most that the burn may be in the last block before sending; above it nothing is sent (`E_CHAIN_COST`). */
  readonly maxCostRao: bigint
}

export interface RegisterOutcome extends ExtrinsicOutcome {
  readonly netuid: number
  readonly uid: number
  readonly hotkeySs58: string
  /** What the burn was. */
  readonly burnRao: bigint
  readonly balanceBeforeRao: bigint
  readonly balanceAfterRao: bigint
}

export interface ServeAxonOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkey: Keypair
  /** Dotted or colon form. */
  readonly ip: string
  readonly port: number
  readonly version: number
  /** 4 unless given, as the SDK sends. */
  readonly protocol?: number
  /** With one, `serve_axon_tls` is called. */
  readonly certificate?: Uint8Array
}

export interface ServePrometheusOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkey: Keypair
  readonly ip: string
  readonly port: number
  readonly version: number
}

export interface TransferOptions extends WriteOptions {
  readonly from: Keypair
  /** Prefix 42 is asked for (`E_SS58`). */
  readonly toSs58: string
  /** `'all'` leaves the existential deposit. */
  readonly amountRao: bigint | 'all'
}

export interface StakeOptions extends WriteOptions {
  readonly netuid: number
  readonly coldkey: Keypair
  readonly hotkeySs58: string
  /** TAO (rao) for `addStake`, the subnet's alpha (rao of it) for `removeStake`. */
  readonly amountRao: bigint
  /** The worst price, rao per alpha; without it the pool's price is taken whatever it is. */
  readonly limitPriceRao?: bigint
  /** Take what the limit allows instead of failing; only with a limit. */
  readonly allowPartial?: boolean
}

export interface CommitmentOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkey: Keypair
  /** At most 128 bytes. */
  readonly data: Uint8Array
}

/**
 * A connection to Subtensor that keeps itself alive. Nothing is opened before the first use. Every read and write
 * rejects with an `IgError` (`E_CHAIN_*`).
 */
export interface SubtensorClient {
  /** The network's name, or `custom`. */
  readonly network: string
  status(): ChainStatus
  /** Connects where there is no connection, and waits for it: `E_CHAIN_UNREACHABLE` after `timeoutMs` (30 s). */
  ready(options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number }): Promise<void>
  /** Calls back with every new head, across reconnects, until the function that it returns is called. */
  watchHeads(onHead: (head: BlockRef) => void): () => void

  getBlock(options?: ReadOptions): Promise<BlockInfo>
  /** Reads by the best call that the runtime has, or by the one named. `E_CHAIN_SUBNET` where there is none of this netuid. */
  getMetagraph(
    netuid: number,
    options?: ReadOptions & { readonly source?: MetagraphSource },
  ): Promise<Metagraph>
  getNeurons(netuid: number, options?: ReadOptions): Promise<readonly Neuron[]>
  getNeuron(
    where: { readonly netuid: number; readonly uid: number },
    options?: ReadOptions,
  ): Promise<Neuron | null>
  getUid(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<number | null>
  getAxon(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<AxonRecord | null>
  getHyperparameters(netuid: number, options?: ReadOptions): Promise<SubnetHyperparameters>
  getBurnCost(netuid: number, options?: ReadOptions): Promise<bigint>
  getBalance(ss58: string, options?: ReadOptions): Promise<Balance>
  getStakes(coldkeySs58: string, options?: ReadOptions): Promise<readonly Stake[]>
  getSubnets(options?: ReadOptions): Promise<readonly SubnetSummary[]>
  /** Null where the hotkey belongs to nobody yet. */
  getHotkeyOwner(hotkeySs58: string, options?: ReadOptions): Promise<string | null>
  getOwnedHotkeys(coldkeySs58: string, options?: ReadOptions): Promise<readonly string[]>
  /** The SS58 hotkeys' block of registration; null where the uid is empty. */
  getRegistrationBlock(
    where: { readonly netuid: number; readonly uid: number },
    options?: ReadOptions,
  ): Promise<number | null>
  getCommitment(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<Uint8Array | null>

  /** `register_limit` where the runtime has it, else `burned_register` in a short era after a last look at the price. */
  burnedRegister(options: RegisterOptions): Promise<RegisterOutcome>
  serveAxon(options: ServeAxonOptions): Promise<ExtrinsicOutcome>
  servePrometheus(options: ServePrometheusOptions): Promise<ExtrinsicOutcome>
  transfer(options: TransferOptions): Promise<ExtrinsicOutcome>
  addStake(options: StakeOptions): Promise<ExtrinsicOutcome>
  removeStake(options: StakeOptions): Promise<ExtrinsicOutcome>
  setCommitment(options: CommitmentOptions): Promise<ExtrinsicOutcome>
  dryRunRegister(
    options: Omit<RegisterOptions, 'coldkey'> & { readonly coldkeySs58: string },
  ): Promise<DryRun>
  dryRunTransfer(options: Omit<TransferOptions, 'from'> & { readonly fromSs58: string }): Promise<DryRun>
  dryRunStake(
    options: Omit<StakeOptions, 'coldkey'> & {
      readonly coldkeySs58: string
      readonly direction: 'add' | 'remove'
    },
  ): Promise<DryRun>

  /** Ends the connection and whatever waits for it; nothing is left open. */
  close(): Promise<void>
}
