/** What one look at the chain showed of an extrinsic that is in no block of the best chain. */
export interface Absence {
  readonly finalizedBlock: number
  /** The account's next nonce in that block. */
  readonly finalizedNonce: number
  /** The newest block of the best chain that was searched for it. */
  readonly searchedUpToBlock: number
}

/** It can never be in a block any more, for this reason, or only time will tell. */
export type AbsenceVerdict = 'NonceTaken' | 'EraEnded' | 'wait'

/**
 * Judges an extrinsic that no block holds. It is lost for good only by what is final: every block that could hold it
 * is behind us, or another one took its nonce. Until then a block or a fork may still bring it; and what is final says
 * nothing before it has been searched, since it may be the extrinsic itself that took the nonce there.
 */
export function judgeAbsence(
  { finalizedBlock, finalizedNonce, searchedUpToBlock }: Absence,
  extrinsic: { readonly nonce: number; readonly lastEraBlock: number },
): AbsenceVerdict {
  if (searchedUpToBlock < Math.min(finalizedBlock, extrinsic.lastEraBlock)) return 'wait'
  if (finalizedBlock >= extrinsic.lastEraBlock) return 'EraEnded'
  return finalizedNonce > extrinsic.nonce ? 'NonceTaken' : 'wait'
}
