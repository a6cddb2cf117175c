/** Nonces that were sent and are not in a block yet, as far as we know, by chain and account. */
const sent = new Map<string, Set<number>>()

/**
 * The nonce for the next extrinsic of an account: what the node says, unless this process has sent that one already.
 * A node forgets an extrinsic for the time in which it makes a block of it.
 */
export function nextNonce(account: string, saidByNode: number): number {
  return Math.max(saidByNode, ...[...(sent.get(account) ?? [])].map((nonce) => nonce + 1))
}

/** Remembers a nonce until the function that it returns is called. */
export function holdNonce(account: string, nonce: number): () => void {
  const nonces = sent.get(account) ?? new Set()
  sent.set(account, nonces.add(nonce))
  return () => {
    nonces.delete(nonce)
    if (nonces.size === 0 && sent.get(account) === nonces) sent.delete(account)
  }
}
