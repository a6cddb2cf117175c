// A symbol, so that nothing parsed from JSON can pass for a refusal.
const REFUSED = Symbol('refused')

/** Why a request is not answered: plain data, since refusals are too many under attack to be thrown. */
export interface Refusal {
  readonly [REFUSED]: true
  readonly status: number
  /** In words of the axon's own; nothing of the client's bytes, of what was signed, or of a secret. */
  readonly message: string
  /** More response headers, names and values by turns. */
  readonly headers?: readonly string[]
  /** The handler's own failure, for the log; the client sees its id only. */
  readonly cause?: unknown
}

/** A refusal with this status and message. */
export function refuse(
  status: number,
  message: string,
  more: Pick<Refusal, 'headers' | 'cause'> = {},
): Refusal {
  return { [REFUSED]: true, status, message, ...more }
}

/** A refusal that tells when to come back. */
export const refuseUntil = (status: number, message: string, waitSeconds: number): Refusal =>
  refuse(status, message, { headers: ['retry-after', String(Math.max(1, Math.ceil(waitSeconds)))] })

/** The SDK's words for a request that does not verify. */
export const notVerified = (why: string): Refusal => refuse(401, `Not Verified with error: ${why}`)

/** The SDK's words for a caller that is not wanted. */
export const blacklisted = (reason: string): Refusal =>
  refuse(403, `Forbidden. Key is blacklisted: ${reason.replace(/\.$/, '')}.`)

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && REFUSED in value
}
