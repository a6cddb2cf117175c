import type { Ledger } from '../ledger.ts'
import type { Pool } from '../pool/pool.ts'

/** Sends `result` to the subscriber. */
export type Notify = (result: unknown) => void

/** What an RPC method is given besides its parameters. */
export interface RpcContext {
  readonly ledger: Ledger
  readonly pool: Pool
  /** What block 0 is said to be, true or not. */
  readonly genesisHash: () => string
  /**
   * Opens a subscription and answers its id; `start` begins to notify once the id has been sent, and returns what
   * ends it.
   */
  subscribe(notificationMethod: string, start: (notify: Notify) => () => void): string
  unsubscribe(id: string): boolean
}

export type RpcMethod = (context: RpcContext, params: readonly unknown[]) => unknown

export type RpcMethods = Readonly<Record<string, RpcMethod>>

export const endSubscription: RpcMethod = ({ unsubscribe }, [id]) => unsubscribe(String(id))
