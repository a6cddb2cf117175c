/** A block's place in the chain. */
export interface BlockRef {
  readonly number: number
  /** `0x` and 64 hex digits. */
  readonly hash: string
}

/** A block with the moment its author gave it. */
export interface BlockInfo extends BlockRef {
  readonly timestampMs: number
}

/** Where a hotkey says it can be reached: what `serve_axon` wrote. */
export interface AxonRecord {
  /** The block of the last `serve_axon`. */
  readonly block: number
  readonly version: number
  /** In dotted or colon form. */
  readonly ip: string
  readonly ipType: 4 | 6
  /** 0 where nothing is served. */
  readonly port: number
  readonly protocol: number
}

/** One uid of a subnet. Scores are fractions from 0 to 1. */
export interface Neuron {
  readonly netuid: number
  readonly uid: number
  readonly hotkeySs58: string
  readonly coldkeySs58: string
  readonly active: boolean
  /** Null where the hotkey has never served. */
  readonly axon: AxonRecord | null
  /**
   * Alpha and TAO stake together, as validators' permits count it. By `get_neurons_lite`, and by `getNeuron`, it is the
   * hotkey's alpha on the subnet alone.
   */
  readonly stakeRao: bigint
  /** Null where the source does not tell alpha from TAO. */
  readonly alphaStakeRao: bigint | null
  /** Null where the source does not tell alpha from TAO. */
  readonly taoStakeRao: bigint | null
  readonly rank: number
  readonly trust: number
  readonly consensus: number
  readonly incentive: number
  readonly dividends: number
  readonly validatorTrust: number
  readonly validatorPermit: boolean
  /** The chain's value per tempo, undivided. */
  readonly emissionRao: bigint
  /** The block of the last weights, or of the registration. */
  readonly lastUpdateBlock: number
  /** Null where the source does not say. */
  readonly registeredAtBlock: number | null
}

/** How a metagraph was read. */
export type MetagraphSource = 'get_selective_metagraph' | 'get_metagraph' | 'get_neurons_lite' | 'storage'

/** A subnet's neurons at one block. */
export interface Metagraph {
  readonly netuid: number
  /** Of the chain that it was read from. */
  readonly genesisHash: string
  readonly block: BlockRef
  readonly source: MetagraphSource
  readonly name: string | null
  readonly symbol: string | null
  readonly tempoBlocks: number
  readonly immunityPeriodBlocks: number
  readonly servingRateLimitBlocks: number
  readonly maxUids: number
  readonly burnRao: bigint
  readonly registrationAllowed: boolean
  /** By uid, from 0 on. */
  readonly neurons: readonly Neuron[]
}

/** What an account holds outside of stake. */
export interface Balance {
  readonly freeRao: bigint
  readonly reservedRao: bigint
  /** What a transfer may take while the account stays alive: free, without what is frozen and the existential deposit. */
  readonly transferableRao: bigint
}

/** Stake of a coldkey on a hotkey, in the subnet's alpha (rao of it). */
export interface Stake {
  readonly netuid: number
  readonly hotkeySs58: string
  readonly coldkeySs58: string
  readonly alphaRao: bigint
  /** The alpha at the pool's price of this block, without slippage. */
  readonly valueRao: bigint
  /** In the subnet's alpha, as the runtime has it. */
  readonly emissionRao: bigint
  /** Whether the hotkey is registered on the subnet. */
  readonly isRegistered: boolean
}

/** A subnet as a list shows it. */
export interface SubnetSummary {
  readonly netuid: number
  readonly name: string
  readonly symbol: string
  readonly ownerColdkeySs58: string
  readonly ownerHotkeySs58: string
  readonly tempoBlocks: number
  readonly neurons: number
  readonly maxUids: number
  readonly registrationAllowed: boolean
  /** What a registration burns at this block. */
  readonly burnRao: bigint
  /** The TAO that a block adds to the subnet's pool. */
  readonly emissionRao: bigint
  /** Rao (of TAO) for one alpha, which is 10^9 rao of it. */
  readonly alphaPriceRao: bigint
  /** What the subnet's pool holds. */
  readonly taoInRao: bigint
  /** What the subnet's pool holds, in rao of its alpha. */
  readonly alphaInRao: bigint
}

/** A subnet's settings; those without a name of their own here stand in `raw`, in the runtime's units. */
export interface SubnetHyperparameters {
  readonly netuid: number
  readonly tempoBlocks: number
  readonly immunityPeriodBlocks: number
  readonly servingRateLimitBlocks: number
  readonly weightsRateLimitBlocks: number
  readonly activityCutoffBlocks: number
  readonly adjustmentIntervalBlocks: number
  readonly registrationAllowed: boolean
  readonly targetRegistrationsPerInterval: number
  readonly maxRegistrationsPerBlock: number
  readonly minBurnRao: bigint
  readonly maxBurnRao: bigint
  readonly maxValidators: number
  /** Every field that the runtime answers with, in camelCase. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** An event that the runtime emitted for an extrinsic. */
export interface ChainEvent {
  /** For instance `SubtensorModule.NeuronRegistered`. */
  readonly name: string
  /** Fields by name where the metadata names them, else by position; amounts as bigint, accounts as SS58. */
  readonly data: Readonly<Record<string, unknown>>
}

/** An extrinsic that is in a block and did what it was for. */
export interface ExtrinsicOutcome {
  readonly extrinsicHash: string
  readonly block: BlockRef
  /** Whether the block was final at the last look: true after `waitFor: 'finality'`, unless that wait was ended. */
  readonly finalized: boolean
  /** What the account paid to the network; 0 where the call is free. */
  readonly feeRao: bigint
  readonly events: readonly ChainEvent[]
}
