import { z } from 'zod'

/** What a chat model answered, whatever shape its provider gives it. */
export interface ModelReply {
  readonly text: string
  /** The answer ended at the token limit. */
  readonly truncated: boolean
  /** Null where the provider told none. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null
}

const count = z.number().int().nonnegative().catch(0)

const messageSchema = z.object({
  content: z.union([z.string(), z.array(z.unknown())]).catch(''),
  tool_calls: z.array(z.object({ args: z.unknown() })).catch([]),
  response_metadata: z.object({ finish_reason: z.unknown() }).partial().catch({}),
  usage_metadata: z.object({ input_tokens: count, output_tokens: count }).optional().catch(undefined),
})

/** Reads the message of a LangChain chat model; never throws for one that is an object. */
export function readReply(message: unknown): ModelReply {
  const { content, tool_calls, response_metadata, usage_metadata } = messageSchema.parse(message)
  const text = typeof content === 'string' ? content : content.map(textOfPart).join('')
  const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = usage_metadata ?? {}
  return {
    // Some servers answer by a call of a tool that nobody offered.
    text: text === '' && tool_calls[0] ? (JSON.stringify(tool_calls[0].args) ?? '') : text,
    truncated: response_metadata.finish_reason === 'length',
    usage: inputTokens + outputTokens > 0 ? { inputTokens, outputTokens } : null,
  }
}

function textOfPart(part: unknown): string {
  const text = (part as { text?: unknown } | null)?.text
  return typeof text === 'string' ? text : ''
}
