import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { KeptAnswer } from './model-cache.ts'
import { createModelGate, type ModelGate } from './model-gate.ts'
import { type ModelPrice, type ModelPrices, priceOf } from './model-price.ts'
import { baseUrlOf, providerOf } from './model-provider.ts'
import { isChatModel, type ModelChoice, type ModelSettings, modelName } from './model-settings.ts'
import { createOneFlight, type OneFlight } from './one-flight.ts'
import { withoutCredentials } from './without-credentials.ts'

/** A model that is ready to be called. */
export interface OpenedModel {
  readonly name: string
  /** What tells it from other models in a cache; holds no credential. */
  readonly identity: readonly (string | number)[]
  readonly chat: BaseChatModel
  readonly price: ModelPrice | null
  /** Null where a model that was handed in does not say. */
  readonly maxOutputTokens: number | null
  /** What is passed with a call; a seed keeps a cache from taking one sample for another. */
  readonly callOptions: (seed: number) => Readonly<Record<string, unknown>>
  /** How often a call is tried. A model that was handed in does its own retries. */
  readonly tries: number
  readonly gate: ModelGate
  readonly flights: OneFlight<KeptAnswer>
}

const MAX_OUTPUT_TOKENS = 4_096
const MAX_OUTPUT_TOKENS_REASONING = 16_384
/** Names of OpenAI's models that think before they answer, and spend output on it. */
export const REASONS_UNSEEN = /^(o\d|gpt-[5-9](?!.*chat))/
const TRIES = 3

/**
 * Makes a model ready. What a provider needs is imported here and nowhere else. `maxOutputTokens` caps what settings
 * or their defaults say; a chat model that was handed in keeps its own limit.
 */
export async function openModel(
  choice: ModelChoice,
  prices: ModelPrices | undefined,
  maxOutputTokens = Number.POSITIVE_INFINITY,
): Promise<OpenedModel> {
  const name = modelName(choice)
  const common = {
    name,
    price: priceOf(name, prices),
    gate: createModelGate(),
    flights: createOneFlight<KeptAnswer>(),
  }
  if (isChatModel(choice)) {
    const { maxTokens } = choice as { maxTokens?: unknown }
    const own = typeof maxTokens === 'number' && maxTokens > 0 ? maxTokens : null
    const identity = identityOfChatModel(choice, name)
    return {
      ...common,
      identity,
      chat: choice,
      maxOutputTokens: own,
      callOptions: (seed) => ({ seed }),
      tries: 1,
    }
  }
  return { ...common, ...(await openSettings(choice, name, maxOutputTokens)), tries: TRIES }
}

async function openSettings(settings: ModelSettings, model: string, cap: number) {
  const { apiKey, fetch } = settings
  const provider = providerOf(settings)
  const reasonsUnseen = provider !== 'anthropic' && REASONS_UNSEEN.test(model)
  const byDefault = reasonsUnseen ? MAX_OUTPUT_TOKENS_REASONING : MAX_OUTPUT_TOKENS
  const maxOutputTokens = Math.min(settings.maxOutputTokens ?? byDefault, cap)
  const baseUrl = baseUrlOf(settings)
  const fields = { model, baseUrl, apiKey: apiKey || undefined, maxOutputTokens, reasonsUnseen, fetch }
  const identity = [provider, model, withoutCredentials(baseUrl), maxOutputTokens]
  if (provider === 'anthropic') {
    const { openAnthropic } = await import('./open-anthropic.ts')
    return { identity, maxOutputTokens, chat: await openAnthropic(fields), callOptions: () => ({}) }
  }
  const callOptions = (seed: number) => ({
    ...(settings.jsonMode !== false && { response_format: { type: 'json_object' } }),
    ...(settings.seeded !== false && { seed }),
  })
  if (provider === 'openai') {
    const { openOpenAi } = await import('./open-openai.ts')
    return { identity, maxOutputTokens, chat: await openOpenAi(fields), callOptions }
  }
  const { ChatCompletions } = await import('./chat-completions.ts')
  return { identity, maxOutputTokens, chat: new ChatCompletions(fields) as BaseChatModel, callOptions }
}

const TELLING = ['temperature', 'topP', 'topK', 'maxTokens'] as const

/** The settings of a chat model that was handed in, as far as they are numbers: its texts may be keys. */
function identityOfChatModel(chat: BaseChatModel, name: string): readonly (string | number)[] {
  const fields = chat as unknown as Readonly<Record<string, unknown>>
  const told = TELLING.flatMap((key) => (typeof fields[key] === 'number' ? [key, fields[key]] : []))
  return [chat._llmType(), name, ...told]
}
