import { z } from 'zod'

const id = z.union([z.number(), z.string()])
const error = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() })

const answer = z.object({ id: z.number(), result: z.unknown().optional(), error: error.optional() })
const notification = z.object({
  method: z.string(),
  params: z.object({ subscription: id, result: z.unknown().optional(), error: error.optional() }),
})

/** What a node says: the answer to a request, or news of a subscription. */
export type JsonRpcMessage =
  | {
      readonly type: 'answer'
      readonly id: number
      readonly result?: unknown
      readonly error?: JsonRpcFault | undefined
    }
  | {
      readonly type: 'notification'
      readonly subscription: string
      readonly result?: unknown
      readonly error?: JsonRpcFault | undefined
    }

/** The `error` member of JSON-RPC 2.0. */
export type JsonRpcFault = z.infer<typeof error>

/** Reads one message; null where it is not JSON, or not JSON-RPC. */
export function parseJsonRpcMessage(text: string): JsonRpcMessage | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const news = notification.safeParse(json)
  if (news.success) {
    const { subscription, ...rest } = news.data.params
    return { type: 'notification', subscription: String(subscription), ...rest }
  }
  const reply = answer.safeParse(json)
  return reply.success ? { type: 'answer', ...reply.data } : null
}
