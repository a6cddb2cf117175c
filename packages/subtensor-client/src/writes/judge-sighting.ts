import type { BlockRef } from '../chain-data.ts'

/** What one look at the chain showed of an extrinsic. */
export interface Sighting {
  readonly headBlock: number
  readonly finalizedBlock: number
  /** The block of the best chain that holds it, and its place there. */
  readonly found: { readonly block: BlockRef; readonly parentHash: string; readonly index: number } | null
  /** The account's next nonce in the finalized block; null where it was not looked at. */
  readonly finalizedNonce: number | null
}

/** What that means: it is done, it can never be done, or only time will tell. */
export type Verdict = 'included' | 'NonceTaken' | 'EraEnded' | 'wait'

/**
 * Judges a look at the chain. An extrinsic is lost for good only by what is final: every block that could hold it is
 * behind us, or another one took its nonce. Until then a fork may still bring it.
 */
export function judgeSighting(
  { found, finalizedBlock, finalizedNonce }: Sighting,
  extrinsic: {
    readonly nonce: number
    readonly lastEraBlock: number
    readonly waitFor: 'inclusion' | 'finality'
  },
): Verdict {
  if (found !== null) {
    return extrinsic.waitFor === 'inclusion' || found.block.number <= finalizedBlock ? 'included' : 'wait'
  }
  if (finalizedBlock >= extrinsic.lastEraBlock) return 'EraEnded'
  if (finalizedNonce !== null && finalizedNonce > extrinsic.nonce) return 'NonceTaken'
  return 'wait'
}
