import type { AxonContext } from './axon-context.ts'
import type { AxonRequest } from './axon-request.ts'
import type { PolicyVerdict } from './caller.ts'
import { blacklisted, type Refusal, refuse, refuseUntil } from './refusal.ts'

/** What can be refused by the announced body alone. */
export function refuseByBody(request: AxonRequest, limitBytes: number): Refusal | null {
  const encoding = request.header('content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return refuse(415, 'Compressed bodies are not accepted', { headers: ['accept-encoding', 'identity'] })
  }
  const announced = request.header('content-length')
  if (announced !== undefined && !(Number(announced) <= limitBytes)) return tooLarge(limitBytes)
  return null
}

/**
 * What can be refused before the expensive verification, from the claim alone: an announced body over the limit,
 * a key without tokens, and under overload a key that the policy refuses. (Refused keys spend tokens too: who calls
 * often without leave is not verified each time.) None of it costs the key's true holder
 * anything, since tokens are spent after verification only.
 *
 * @param tokenDueSeconds until the claimed key has a token again; 0 where it has one
 */
export function gate(
  { limits, queue }: AxonContext,
  request: AxonRequest,
  verdict: PolicyVerdict,
  tokenDueSeconds: number,
): Refusal | null {
  if (verdict.allowed) return tokenDueSeconds > 0 ? rateLimited(tokenDueSeconds) : null
  if (tokenDueSeconds > 0 || queue.length >= limits.shedQueueLength) return blacklisted(verdict.reason)
  return refuseByBody(request, limits.strangerBodyBytes)
}

export const tooLarge = (limitBytes: number): Refusal =>
  refuse(413, `The body is larger than ${limitBytes} bytes`)

export const rateLimited = (waitSeconds: number): Refusal =>
  refuseUntil(429, 'Too many requests', waitSeconds)

export const overloaded = (): Refusal => refuseUntil(503, 'Too many requests are waiting', 1)
