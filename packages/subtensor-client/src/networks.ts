/** What is known of a network by its name. */
export interface Network {
  /** The ones that btcli and the SDK know, the usual one first. */
  readonly endpoints: readonly string[]
  /** Null where the chain may be made anew. */
  readonly genesisHash: string | null
}

/**
 * The networks that have a name. This file imports nothing and has an entry of its own
 * (`@ig/subtensor-client/networks`), so that whoever only tells networks apart need not load a client.
 */
export const NETWORKS = {
  finney: {
    endpoints: [
      'wss://entrypoint-finney.opentensor.ai:443',
      'wss://lite.chain.opentensor.ai:443',
      'wss://lite.sub.latent.to:443',
    ],
    genesisHash: '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03',
  },
  test: { endpoints: ['wss://test.finney.opentensor.ai:443'], genesisHash: null },
  archive: { endpoints: ['wss://archive.chain.opentensor.ai:443'], genesisHash: null },
  local: { endpoints: ['ws://127.0.0.1:9944'], genesisHash: null },
} as const satisfies Readonly<Record<string, Network>>

/** A network that is known by name. */
export type NetworkName = keyof typeof NETWORKS

/** Their names, in the order in which they are shown. */
export const NETWORK_NAMES = Object.keys(NETWORKS) as readonly NetworkName[]
