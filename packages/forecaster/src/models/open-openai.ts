import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ChatCompletionsFields } from './chat-completions.ts'
import { isOpenAi } from './model-provider.ts'
import { createPostJson, endpoint, type JsonReply } from './post-json.ts'
import { errorIn } from './provider-error.ts'
import { withoutCredentials } from './without-credentials.ts'

/** The longest that a timer takes: the caller's signal ends a call. */
const NO_TIMEOUT_MS = 2 ** 31 - 1

/**
 * OpenAI's models by `ChatOpenAI` of `@langchain/openai`, which knows what each of them takes and asks those that have
 * to be asked so by the Responses API. Imported here and nowhere else, since that takes 0.15 to 0.3 s. It tries
 * once and streams nothing; requests go by our own transport, so that no redirect is followed and an error in the body
 * of a 200 is one.
 */
export async function openOpenAi(fields: ChatCompletionsFields): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai')
  const { model, baseUrl, maxOutputTokens, reasonsUnseen } = fields
  return new ChatOpenAI({
    model,
    // The real one is added to the request: traces and logs print what a model shows.
    apiKey: 'none',
    maxTokens: maxOutputTokens,
    ...(!reasonsUnseen && { temperature: 1 }),
    maxRetries: 0,
    streaming: false,
    timeout: NO_TIMEOUT_MS,
    configuration: {
      baseURL: withoutCredentials(baseUrl),
      logLevel: 'off',
      // What variables say of an account at OpenAI is nobody else's to know.
      ...(!isOpenAi(baseUrl) && { organization: null, project: null }),
      fetch: fetchOf(fields),
    },
  }) as unknown as BaseChatModel
}

function fetchOf({ baseUrl, apiKey, fetch: given }: ChatCompletionsFields): typeof fetch {
  const post = createPostJson(given)
  const shown = withoutCredentials(baseUrl)
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    if (apiKey) headers.set('authorization', `Bearer ${apiKey}`)
    const reply = await post({
      url: endpoint(baseUrl, String(input).slice(shown.length + 1)),
      headers: Object.fromEntries(headers),
      json: String(init?.body),
      signal: init?.signal ?? undefined,
    })
    // Some statuses allow no body, not even an empty one.
    return new Response(reply.text || null, { status: statusOf(reply), headers: reply.headers })
  }
}

/** The status that the body names where a gateway answered 200 for an error. */
function statusOf(reply: JsonReply): number {
  if (!reply.text.includes('"error"')) return reply.status
  try {
    return errorIn(reply, JSON.parse(reply.text))?.status ?? reply.status
  } catch {
    // What is no JSON is refused where it is read.
    return reply.status
  }
}
