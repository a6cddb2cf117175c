/** What a dendrite signs of a request. */
export interface SignedParts {
  readonly nonceNs: bigint
  /** SS58 */
  readonly dendriteHotkey: string
  /** SS58 of the receiver: a server puts its own here, whatever the header says. */
  readonly axonHotkey: string
  readonly uuid: string
  /** 64 hex digits, from `bodyHash`. */
  readonly bodyHash: string
}

/**
 * The text that a dendrite signs with sr25519 in the context `substrate`, to be taken as UTF-8.
 *
 * @see bittensor 10.5.0, bittensor/core/dendrite.py, preprocess_synapse_for_request
 */
export function signedText({ nonceNs, dendriteHotkey, axonHotkey, uuid, bodyHash }: SignedParts): string {
  return `${nonceNs}.${dendriteHotkey}.${axonHotkey}.${uuid}.${bodyHash}`
}
