import type { ErrorNotes } from './error-note.ts'

/**
 * Why a node refuses to take an extrinsic into its pool, by the names of Substrate's `InvalidTransaction`,
 * `UnknownTransaction` and pool errors. In each of these cases nothing was sent on and nothing was spent.
 */
export const poolErrorNotes: ErrorNotes = {
  Stale: {
    meaning: 'The nonce has been used: another extrinsic of this account came first.',
    hint: 'Look what the account has done, then try again; a fresh nonce is read every time.',
    retryable: true,
  },
  Future: {
    meaning: 'The nonce is ahead of the account: an earlier extrinsic of it is missing.',
    hint: 'Try again when the earlier one is in a block.',
    retryable: true,
  },
  Payment: {
    meaning: 'The account cannot pay the fee.',
    hint: 'Send TAO to the account first; leave something for the fee when sending from it.',
    funds: true,
  },
  BadProof: {
    meaning:
      'The signature does not fit: the block it was made on is gone, or the chain or its runtime is another one.',
    hint: 'Try again; if it stays so, check the endpoint and update.',
    retryable: true,
  },
  AncientBirthBlock: {
    meaning: 'The extrinsic is outdated: the blocks in which it could be included have passed.',
    hint: 'Try again; it is signed anew for the latest block.',
    retryable: true,
  },
  ExhaustsResources: {
    meaning: 'The block is full.',
    hint: 'Try again in the next block (12 s).',
    retryable: true,
  },
  BadSigner: {
    meaning: 'The signing address is not valid.',
    hint: 'Check the key.',
  },
  Call: {
    meaning: 'The chain does not take this call from outside.',
    hint: 'Update to a version that knows this runtime.',
  },
  CannotLookup: {
    meaning: 'The node could not judge the extrinsic.',
    hint: 'Try again; if it stays so, use another endpoint.',
    retryable: true,
  },
  TemporarilyBanned: {
    meaning: 'The node has refused the very same extrinsic a moment ago and does not look at it again yet.',
    hint: 'Wait for half an hour, or use another endpoint.',
    retryable: true,
  },
  PriorityTooLow: {
    meaning: 'Another extrinsic of this account with the same nonce waits in the pool of the node.',
    hint: 'Wait until that one is in a block, and do not sign with one key in two processes at a time.',
    retryable: true,
  },
  ImmediatelyDropped: {
    meaning: 'The pool of the node is full.',
    hint: 'Try again later, or use another endpoint.',
    retryable: true,
  },
  Unactionable: {
    meaning: 'The node neither makes blocks nor passes extrinsics on.',
    hint: 'Use another endpoint.',
  },
  BadFormat: {
    meaning: 'The node cannot read the extrinsic.',
    hint: 'Update to a version that knows this runtime.',
  },
  BadRequest: {
    meaning: 'The chain does not take the values of this call.',
    hint: 'Check the values; the runtime does not say which one is wrong.',
  },
  NonceTaken: {
    meaning:
      'Another extrinsic of this account took the nonce, so that this one can never be included: it did nothing.',
    hint: 'Look what the account has done before trying again, and do not sign with one key in two processes at a time.',
    retryable: true,
  },
  EraEnded: {
    meaning: 'No block took the extrinsic while it was valid; it can never be included now and did nothing.',
    hint: 'Try again; if it stays so, the network is busy or the node does not pass extrinsics on: use another endpoint.',
    retryable: true,
  },
}
