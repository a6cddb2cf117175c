import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type LangSmithParams,
} from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageFields, type BaseMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import { z } from 'zod'
import { createPostJson, endpoint, type PostJson } from './post-json.ts'
import { errorIn } from './provider-error.ts'

export interface ChatCompletionsFields {
  readonly model: string
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly maxOutputTokens: number
  /** Sends `max_completion_tokens` and no temperature, as models that reason unseen want it. */
  readonly reasonsUnseen: boolean
  readonly fetch: typeof fetch | undefined
}

export interface ChatCompletionsCallOptions extends BaseChatModelCallOptions {
  readonly seed?: number
  readonly response_format?: Readonly<Record<string, unknown>>
}

const count = z.number().int().nonnegative().catch(0)

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish().catch(null),
        message: z.object({
          content: z
            .union([z.string(), z.array(z.unknown())])
            .nullish()
            .catch(null),
          refusal: z.string().nullish().catch(null),
          tool_calls: z
            .array(z.object({ function: z.object({ arguments: z.string() }) }))
            .nullish()
            .catch(null),
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
})

type Completion = z.infer<typeof completionSchema>

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant', system: 'system' }

/**
 * A LangChain chat model for OpenAI's chat completions API and what speaks it: text in, text out, one request a call,
 * no retry of its own. Throws `ProviderError` for an error in the reply, wherever it stands, `SyntaxError` for
 * something else than a completion.
 */
export class ChatCompletions extends BaseChatModel<ChatCompletionsCallOptions> {
  readonly model: string
  // Private to the language: traces and logs print what an object shows.
  readonly #fields: ChatCompletionsFields
  readonly #url: URL
  readonly #post: PostJson

  static override lc_name(): string {
    return 'ChatCompletions'
  }

  constructor(fields: ChatCompletionsFields) {
    super({ maxRetries: 0 })
    this.model = fields.model
    this.#fields = fields
    this.#url = endpoint(fields.baseUrl, 'chat/completions')
    this.#post = createPostJson(fields.fetch)
  }

  override _llmType(): string {
    return 'chat-completions'
  }

  override getLsParams(): LangSmithParams {
    return { ls_provider: 'openai', ls_model_name: this.model, ls_model_type: 'chat' }
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    _callbacks?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const { apiKey } = this.#fields
    const reply = await this.#post({
      url: this.#url,
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
      json: JSON.stringify(this.#body(messages, options)),
      signal: options.signal,
    })
    const body = parseBody(reply.text, reply.status)
    const error = errorIn(reply, body)
    if (error) throw error
    const parsed = completionSchema.safeParse(body)
    if (!parsed.success) throw new SyntaxError('The reply is no chat completion.')
    return asResult(parsed.data)
  }

  #body(messages: readonly BaseMessage[], { seed, response_format }: this['ParsedCallOptions']) {
    const { model, maxOutputTokens, reasonsUnseen } = this.#fields
    return {
      model,
      messages: messages.map((message) => ({
        role: ROLES[message.type] ?? 'user',
        content: message.content,
      })),
      ...(reasonsUnseen
        ? { max_completion_tokens: maxOutputTokens }
        : { max_tokens: maxOutputTokens, temperature: 1 }),
      ...(seed !== undefined && { seed }),
      ...(response_format && { response_format }),
    }
  }
}

/** What is no JSON holds nothing that we know; whether that is an error, the status says. */
function parseBody(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (status >= 200 && status < 300) throw new SyntaxError('The reply is no JSON.', { cause })
    return null
  }
}

function asResult({ choices, usage }: Completion): ChatResult {
  const [choice] = choices as [Completion['choices'][number]]
  const { content, refusal, tool_calls } = choice.message
  const text = typeof content === 'string' ? content : (content ?? []).map(textOfPart).join('')
  const tokens = usage && {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    total_tokens: usage.prompt_tokens + usage.completion_tokens,
  }
  const message = new AIMessage({
    // Some servers answer by a call of a tool that nobody offered.
    content: text || tool_calls?.[0]?.function.arguments || '',
    additional_kwargs: refusal ? { refusal } : {},
    response_metadata: { finish_reason: choice.finish_reason ?? null },
    ...(tokens && { usage_metadata: tokens }),
    // Its types take no usage that is built apart.
  } as unknown as AIMessageFields)
  return { generations: [{ text: message.text, message }] }
}

function textOfPart(part: unknown): string {
  const text = (part as { text?: unknown } | null)?.text
  return typeof text === 'string' ? text : ''
}
