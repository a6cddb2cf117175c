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
import type { ConnectionOptions } from './connection/connection.ts'

/** What `createSubtensorClient` takes: a network or endpoints, and when to give one of them up. */
export type SubtensorClientOptions = ConnectionOptions

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
  /** Blocks for which the extrinsic may be included, a power of two from 4 to 2,048; 8 unless given. */
  readonly eraBlocks?: number
}

/**
 * What a write would cost, and whether the runtime would take it as far as the state of the newest block tells: it is
 * not run. Nothing is signed or sent.
 */
export interface DryRun {
  /** Of the extrinsic; what it burns, sends or stakes comes on top. */
  readonly feeRao: bigint
  readonly wouldSucceed: boolean
  /** The runtime's reason where it would not. */
  readonly problem: string | null
}

/** The same for stake that is added or taken. */
export interface StakeDryRun extends DryRun {
  /**
   * What the subnet's pool would give at this block for the whole amount, its fee and slippage counted: alpha for what
   * is added, TAO for what is taken. Null where the runtime does not tell.
   */
  readonly receivedRao: bigint | null
}

/** What `burnedRegister` takes. */
export interface RegisterOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkeySs58: string
  /** Pays the burn and owns the hotkey afterwards. */
  readonly coldkey: Keypair
  /** The most that the burn may be in the last block before sending; above it nothing is sent (`E_CHAIN_COST`). */
  readonly maxCostRao: bigint
}

/** A registration that is in a block, and what it cost. */
export interface RegisterOutcome extends ExtrinsicOutcome {
  readonly netuid: number
  readonly uid: number
  readonly hotkeySs58: string
  /** What the burn was. */
  readonly burnRao: bigint
  /** The coldkey's free balance in the block before. */
  readonly balanceBeforeRao: bigint
  /** The same in the block that holds the registration. */
  readonly balanceAfterRao: bigint
}

/** What `serveAxon` takes. */
export interface ServeAxonOptions extends WriteOptions {
  readonly netuid: number
  readonly hotkey: Keypair
  /** Dotted or colon form. */
  readonly ip: string
  /** From 1 to 65,535. */
  readonly port: number
  /** The software's, as the SDK writes its own: 10005000 is 10.5.0. */
  readonly version: number
  /** 4 unless given, as the SDK sends. */
  readonly protocol?: number
  /** 1 to 65 bytes; with one, `serve_axon_tls` is called. */
  readonly certificate?: Uint8Array
}

/** What `servePrometheus` takes; address, port and version as for an axon. */
export type ServePrometheusOptions = Omit<ServeAxonOptions, 'protocol' | 'certificate'>

/** What `transfer` takes. */
export interface TransferOptions extends WriteOptions {
  readonly from: Keypair
  /** Prefix 42 is asked for (`E_SS58`). */
  readonly toSs58: string
  /** `'all'` leaves the existential deposit. */
  readonly amountRao: bigint | 'all'
}

/** What `addStake` and `removeStake` take. */
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

/** What `setCommitment` takes. */
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

  /** The newest block, or the one asked for, with its author's time. */
  getBlock(options?: ReadOptions): Promise<BlockInfo>
  /**
   * A subnet's neurons and settings at one block, by the best call that the runtime has, or by the one named:
   * `E_CHAIN_SUBNET`, `E_CHAIN_UNSUPPORTED`.
   */
  getMetagraph(
    netuid: number,
    options?: ReadOptions & { readonly source?: MetagraphSource },
  ): Promise<Metagraph>
  /** The neurons of `getMetagraph` alone. */
  getNeurons(netuid: number, options?: ReadOptions): Promise<readonly Neuron[]>
  /** One uid of a subnet, null where it is empty; its `stakeRao` is alpha alone, and is not told apart. */
  getNeuron(
    where: { readonly netuid: number; readonly uid: number },
    options?: ReadOptions,
  ): Promise<Neuron | null>
  /** A hotkey's uid on a subnet; null where it is not registered there. */
  getUid(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<number | null>
  /** What a hotkey's last `serve_axon` wrote for a subnet; null where it never served. */
  getAxon(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<AxonRecord | null>
  /** A subnet's settings: `E_CHAIN_SUBNET`. */
  getHyperparameters(netuid: number, options?: ReadOptions): Promise<SubnetHyperparameters>
  /** What registration on a subnet burns at this block, in rao: `E_CHAIN_SUBNET`. */
  getBurnCost(netuid: number, options?: ReadOptions): Promise<bigint>
  /** What an account holds outside of stake; zeros for one that the chain has never seen. */
  getBalance(ss58: string, options?: ReadOptions): Promise<Balance>
  /** A coldkey's stakes, each with its worth at the pool's price of the same block. */
  getStakes(coldkeySs58: string, options?: ReadOptions): Promise<readonly Stake[]>
  /** Every subnet of the network, by netuid; the root is 0. */
  getSubnets(options?: ReadOptions): Promise<readonly SubnetSummary[]>
  /** The coldkey that a hotkey belongs to; null where it belongs to nobody yet. */
  getHotkeyOwner(hotkeySs58: string, options?: ReadOptions): Promise<string | null>
  /** The hotkeys that belong to a coldkey, registered or not. */
  getOwnedHotkeys(coldkeySs58: string, options?: ReadOptions): Promise<readonly string[]>
  /** The block in which a uid's hotkey was registered; null where the uid is empty. */
  getRegistrationBlock(
    where: { readonly netuid: number; readonly uid: number },
    options?: ReadOptions,
  ): Promise<number | null>
  /** The bytes that a hotkey committed to a subnet; null where there are none. */
  getCommitment(
    where: { readonly netuid: number; readonly hotkeySs58: string },
    options?: ReadOptions,
  ): Promise<Uint8Array | null>

  /**
   * Registers a hotkey by burning TAO of the coldkey: by `register_limit` where the runtime has it, else by
   * `burned_register` in a short era after a last look at the price. `E_CHAIN_COST`, `E_CHAIN_FUNDS`,
   * `E_CHAIN_REFUSED`, `E_CHAIN_UNKNOWN_OUTCOME`: these, and what each means for the money, are the same for all
   * writes.
   */
  burnedRegister(options: RegisterOptions): Promise<RegisterOutcome>
  /** Says on the chain where the hotkey's axon is reached. Costs nothing, and is limited in how often. */
  serveAxon(options: ServeAxonOptions): Promise<ExtrinsicOutcome>
  /** Says on the chain where the hotkey's metrics are read. */
  servePrometheus(options: ServePrometheusOptions): Promise<ExtrinsicOutcome>
  /** Sends TAO to another account, and keeps the sending one alive. */
  transfer(options: TransferOptions): Promise<ExtrinsicOutcome>
  /** Stakes TAO of the coldkey on a hotkey, for the subnet's alpha. */
  addStake(options: StakeOptions): Promise<ExtrinsicOutcome>
  /** Takes alpha from a hotkey, and gives its worth in TAO to the coldkey. */
  removeStake(options: StakeOptions): Promise<ExtrinsicOutcome>
  /** Publishes bytes under the hotkey's name on a subnet, in place of those before. */
  setCommitment(options: CommitmentOptions): Promise<ExtrinsicOutcome>
  /** What `burnedRegister` would come to; needs no key. */
  dryRunRegister(
    options: Omit<RegisterOptions, 'coldkey'> & { readonly coldkeySs58: string },
  ): Promise<DryRun>
  /** What `transfer` would come to; needs no key. */
  dryRunTransfer(options: Omit<TransferOptions, 'from'> & { readonly fromSs58: string }): Promise<DryRun>
  /** What `addStake` or `removeStake` would come to; needs no key. */
  dryRunStake(
    options: Omit<StakeOptions, 'coldkey'> & {
      readonly coldkeySs58: string
      readonly direction: 'add' | 'remove'
    },
  ): Promise<StakeDryRun>

  /** Ends the connection and whatever waits for it; nothing is left open. */
  close(): Promise<void>
}
