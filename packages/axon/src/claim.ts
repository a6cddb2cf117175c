import type { CallerKey } from './caller.ts'
import type { Refusal } from './refusal.ts'
import type { NonceRecord } from './replay-guard.ts'

/** What a request's headers say about its sender; nothing is verified yet. */
export interface Claim {
  readonly protocol: 'classic' | 'btauth/1'
  readonly key: CallerKey
  readonly version: number | null
  readonly timeoutSeconds: number | undefined
  /** What the signature covers of the body: the hash of its hash fields (classic); null for btauth/1. */
  readonly bodyHash: string | null
  readonly nonce: NonceRecord
  /** The signature covers the raw body, which must be read before it can be verified. */
  readonly signsBody: boolean
  /** Why the nonce or the receiver is not acceptable now; null where they are. */
  judge(nowNs: bigint): Refusal | null
  /** Whether the claimed key signed this request to this axon. The expensive part. */
  verify(body: Uint8Array): boolean
}
