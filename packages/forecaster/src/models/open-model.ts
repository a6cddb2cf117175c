import { IgError } from '@ig/errors'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { createModelGate, type ModelGate } from './model-gate.ts'
import { type ModelPrice, type ModelPrices, priceOf } from './model-price.ts'

/** A model behind OpenAI's chat completions API, wherever it runs. An empty text counts as not given. */
export interface ModelSettings {
  /** Default `gpt-4.1-mini`. */
  readonly model?: string | undefined
  /** Default OpenAI's. Any compatible server: Ollama, vLLM, llama.cpp, a gateway. */
  readonly baseUrl?: string | undefined
  /** Needed for OpenAI; many local servers take none. */
  readonly apiKey?: string | undefined
  /** The most tokens an answer may have; the worst case that is reserved. Default 4,096, for models that reason unseen 16,384. */
  readonly maxOutputTokens?: number | undefined
  /** Asks for a JSON object (`response_format`). Default true; off for servers that do not know it. */
  readonly jsonMode?: boolean | undefined
  /** Sends each sample's seed. Default true; off for servers that refuse it. */
  readonly seeded?: boolean | undefined
  /** For tests and proxies. */
  readonly fetch?: typeof fetch | undefined
}

/** A model that is ready to be called. */
export interface OpenedModel {
  readonly name: string
  readonly chat: BaseChatModel
  readonly price: ModelPrice | null
  /** Null where a model that was handed in does not say. */
  readonly maxOutputTokens: number | null
  /** What is passed with a call; a seed keeps a cache from taking one sample for another. */
  readonly callOptions: (seed: number) => Readonly<Record<string, unknown>>
  /** How often a call is tried. A model that was handed in does its own retries. */
  readonly tries: number
  readonly gate: ModelGate
}

export const DEFAULT_MODEL = 'gpt-4.1-mini'

const OPENAI_BASE_URL = 'https://api.openai.com/v1'
const MAX_OUTPUT_TOKENS = 4_096
const MAX_OUTPUT_TOKENS_REASONING = 16_384
const REASONS_UNSEEN = /^(o\d|gpt-[5-9](?!.*chat))/
const TRIES = 3

/** True for a LangChain chat model, false for settings. */
function isChatModel(model: ModelSettings | BaseChatModel): model is BaseChatModel {
  return 'invoke' in model && typeof model.invoke === 'function'
}

/** The name that a model goes by in forecasts and price tables. */
export function modelName(model: ModelSettings | BaseChatModel): string {
  if (!isChatModel(model)) return model.model || DEFAULT_MODEL
  const { model: name, modelName: olderName } = model as { model?: unknown; modelName?: unknown }
  return [name, olderName].find((value) => typeof value === 'string') ?? model._llmType()
}

/** Checks settings before anything is called. Throws E_MODEL_SETTINGS. */
export function checkModelSettings(model: ModelSettings | BaseChatModel): void {
  if (isChatModel(model)) return
  const { baseUrl, apiKey, maxOutputTokens } = model
  if (baseUrl && !/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) {
    throw settingsError(
      'The base URL of the model is not an http address.',
      { baseUrl },
      'Pass one like http://127.0.0.1:11434/v1.',
    )
  }
  if (!baseUrl && !apiKey) {
    throw settingsError(
      'The model needs an API key.',
      { model: modelName(model) },
      'Set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that takes none.',
    )
  }
  if (maxOutputTokens !== undefined && !(Number.isInteger(maxOutputTokens) && maxOutputTokens > 0)) {
    throw settingsError('maxOutputTokens is not a positive whole number.', { maxOutputTokens })
  }
}

/** Makes a model ready. `@langchain/openai` is imported here and nowhere else, since it takes a third of a second. */
export async function openModel(
  model: ModelSettings | BaseChatModel,
  prices: ModelPrices | undefined,
): Promise<OpenedModel> {
  const name = modelName(model)
  const common = { name, price: priceOf(name, prices), gate: createModelGate() }
  if (isChatModel(model)) {
    const { maxTokens } = model as { maxTokens?: unknown }
    const maxOutputTokens = typeof maxTokens === 'number' && maxTokens > 0 ? maxTokens : null
    return { ...common, chat: model, maxOutputTokens, callOptions: (seed) => ({ seed }), tries: 1 }
  }
  const maxOutputTokens =
    model.maxOutputTokens ?? (REASONS_UNSEEN.test(name) ? MAX_OUTPUT_TOKENS_REASONING : MAX_OUTPUT_TOKENS)
  const chat = await openChatCompletions(model, name, maxOutputTokens)
  const callOptions = (seed: number) => ({
    ...(model.jsonMode !== false && { response_format: { type: 'json_object' } }),
    ...(model.seeded !== false && { seed }),
  })
  return { ...common, chat, maxOutputTokens, callOptions, tries: TRIES }
}

async function openChatCompletions(
  { baseUrl, apiKey, fetch }: ModelSettings,
  model: string,
  maxTokens: number,
): Promise<BaseChatModel> {
  const { ChatOpenAI, ChatOpenAICompletions } = await import('@langchain/openai')
  const elsewhere = Boolean(baseUrl) && baseUrl !== OPENAI_BASE_URL
  const fields = {
    model,
    apiKey: apiKey || 'none',
    maxTokens,
    temperature: 1,
    maxRetries: 0,
    streaming: false,
    configuration: {
      // Always given: without it, variables that happen to be set would choose where questions are sent.
      baseURL: baseUrl || OPENAI_BASE_URL,
      logLevel: 'off',
      ...(elsewhere && { organization: null, project: null }),
      ...(fetch && { fetch }),
    },
  } as const
  // Models that OpenAI serves by its Responses API alone are served by chat completions everywhere else.
  return elsewhere ? new ChatOpenAICompletions(fields) : new ChatOpenAI(fields)
}

function settingsError(message: string, values: Record<string, unknown>, hint?: string): IgError {
  return new IgError({ code: 'E_MODEL_SETTINGS', message, values, ...(hint && { hint }) })
}
