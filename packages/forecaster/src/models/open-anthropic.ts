import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ChatCompletionsFields } from './chat-completions.ts'
import { settingsError } from './model-settings.ts'

/**
 * Anthropic's Messages API by `@langchain/anthropic`, an optional peer: Anthropic's own endpoint in OpenAI's shape
 * leaves out what it does not support without a word. Throws E_MODEL_SETTINGS where the package is not installed.
 */
export async function openAnthropic(
  fields: Pick<ChatCompletionsFields, 'model' | 'baseUrl' | 'apiKey' | 'maxOutputTokens' | 'fetch'>,
  importPackage = () => import('@langchain/anthropic'),
): Promise<BaseChatModel> {
  const { ChatAnthropic } = await importPackage().catch(notInstalled)
  const { model, baseUrl, apiKey, maxOutputTokens, fetch } = fields
  return new ChatAnthropic({
    model,
    apiKey: apiKey ?? 'none',
    anthropicApiUrl: baseUrl,
    maxTokens: maxOutputTokens,
    maxRetries: 0,
    streaming: false,
    clientOptions: { maxRetries: 0, logLevel: 'off', ...(fetch && { fetch }) },
  }) as unknown as BaseChatModel
}

function notInstalled(cause: unknown): never {
  if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause
  throw settingsError(
    "Anthropic's models need a package that is not installed.",
    { package: '@langchain/anthropic' },
    'Install it: pnpm add @langchain/anthropic',
  )
}
