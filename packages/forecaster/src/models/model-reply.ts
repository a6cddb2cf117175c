import { z } from 'zod'

/** What a chat model answered, whatever shape its provider gives it. */
export interface ModelReply {
  readonly text: string
  /** The answer ended at the token limit. */
  readonly truncated: boolean
  /** Null where the provider told none. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null
}

/** A reply, and whether the provider marks it as a refusal. */
export interface ReadReply extends ModelReply {
  readonly refused: boolean
}

const count = z.number().int().nonnegative().catch(0)
const reason = z.string().optional().catch(undefined)

const messageSchema = z.object({
  content: z.union([z.string(), z.array(z.unknown())]).catch(''),
  tool_calls: z.array(z.object({ args: z.unknown() })).catch([]),
  additional_kwargs: z.object({ refusal: z.unknown(), stop_reason: reason }).partial().catch({}),
  response_metadata: z
    .object({
      finish_reason: reason,
      finishReason: reason,
      stop_reason: reason,
      // OpenAI's Responses API.
      incomplete_details: z.object({ reason }).nullable().catch(null),
    })
    .partial()
    .catch({}),
  usage_metadata: z.object({ input_tokens: count, output_tokens: count }).optional().catch(undefined),
})

// OpenAI's, Anthropic's and Google's words, in lower case.
const CUT_OFF = new Set(['length', 'max_tokens', 'max_output_tokens', 'model_context_window_exceeded'])
const REFUSED = new Set(['content_filter', 'refusal', 'safety', 'prohibited_content', 'recitation'])

/** Reads the message of a LangChain chat model; never throws for one that is an object. */
export function readReply(message: unknown): ReadReply {
  const { content, tool_calls, additional_kwargs, response_metadata, usage_metadata } =
    messageSchema.parse(message)
  const text = typeof content === 'string' ? content : content.map(textOfPart).join('')
  const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = usage_metadata ?? {}
  const { finish_reason, finishReason, stop_reason, incomplete_details } = response_metadata
  const ended = (
    finish_reason ??
    finishReason ??
    stop_reason ??
    incomplete_details?.reason ??
    additional_kwargs.stop_reason ??
    ''
  ).toLowerCase()
  return {
    // Some servers answer by a call of a tool that nobody offered.
    text: text === '' && tool_calls[0] ? (JSON.stringify(tool_calls[0].args) ?? '') : text,
    truncated: CUT_OFF.has(ended),
    refused: REFUSED.has(ended) || Boolean(additional_kwargs.refusal),
    usage: inputTokens + outputTokens > 0 ? { inputTokens, outputTokens } : null,
  }
}

function textOfPart(part: unknown): string {
  const text = (part as { text?: unknown } | null)?.text
  return typeof text === 'string' ? text : ''
}
