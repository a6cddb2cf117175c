/**
 * What refused an extrinsic: a look at the state before it was sent, or the node's pool (in both cases nothing was
 * spent), or the runtime in a block.
 */
export type RefusalPath = 'check' | 'pool' | 'block'

/** An error of the chain by its name, as the metadata or the pool gives it. */
export interface Refusal {
  /** For instance `HotKeyAlreadyRegisteredInSubNet`. */
  readonly error: string
  /** The pallet that it comes from, `TransactionPool` for the node's own. */
  readonly pallet: string
  /** What the runtime's metadata says about it; empty where it says nothing. */
  readonly docs: string
  readonly path: RefusalPath
}
