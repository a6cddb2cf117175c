/** Who a request says it is from, decoded; nothing is verified yet. */
export interface CallerKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** 64 lower-case hex digits: the identity that tables are keyed by. */
  readonly publicKeyHex: string
  /** The address with prefix 42. */
  readonly ss58: string
}

/** The verified sender of a request. */
export interface Caller extends CallerKey {
  readonly protocol: 'classic' | 'btauth/1'
  /** The address that the request came from, not the one it claims. */
  readonly ip: string
  /** The SDK's version as an integer (10005000 is 10.5.0), as claimed; null where none was. */
  readonly version: number | null
  /** From the policy. */
  readonly priority: number
}

/** What the policy makes of a key. */
export type PolicyVerdict =
  | { readonly allowed: true; readonly priority: number }
  | { readonly allowed: false; readonly reason: string }

/**
 * Decides who may call, and how soon: a higher priority is answered first. It is asked about claimed keys too,
 * before verification, so it must be fast, free of effects, and the same for the same key.
 */
export type CallerPolicy = (key: CallerKey) => PolicyVerdict

/** The policy that is in force where none is given: every verified key, all alike. */
export const allowEveryone: CallerPolicy = () => ({ allowed: true, priority: 0 })
