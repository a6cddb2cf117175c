import type { SubtensorClient } from '@ig/subtensor-client'

/** What a running miner asks of a chain: a part of `SubtensorClient`, so that a test can stand in for it. */
export type ChainPort = Pick<
  SubtensorClient,
  | 'status'
  | 'ready'
  | 'watchHeads'
  | 'getMetagraph'
  | 'getUid'
  | 'getAxon'
  | 'getRegistrationBlock'
  | 'serveAxon'
  | 'close'
>
