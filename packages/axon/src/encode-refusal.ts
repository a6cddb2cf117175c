import type { AxonContext } from './axon-context.ts'
import type { AxonReply } from './axon-reply.ts'
import type { Refusal } from './refusal.ts'
import { type ReplyFacts, replyHeaders } from './reply-headers.ts'

/** The reply of a request that is not answered: the SDK's `message` as JSON, and the headers a dendrite reads. */
export function encodeRefusal(
  context: AxonContext,
  refusal: Refusal,
  facts: Omit<ReplyFacts, 'status' | 'message'>,
): AxonReply {
  const { status, message } = refusal
  return {
    status,
    headers: [
      'content-type',
      'application/json',
      ...(refusal.headers ?? []),
      ...replyHeaders(context, { ...facts, status, message }),
    ],
    body: `{"message":${JSON.stringify(message)}}`,
  }
}
