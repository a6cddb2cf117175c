/** What is known of a network by its name. */
export interface Network {
  readonly endpoints: readonly string[]
  /** Null where the chain may be made anew. */
  readonly genesisHash: string | null
}

/** The networks that have a name, with the endpoints that btcli and the SDK know, the usual one first. */
export const NETWORKS: Readonly<Record<'finney' | 'test' | 'archive' | 'local', Network>> = {
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
}
