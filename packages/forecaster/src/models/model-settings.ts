import { IgError } from '@ig/errors'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { type ModelProvider, providerOf } from './model-provider.ts'

/** A model by plain settings. An empty text counts as not given. */
export interface ModelSettings {
  /**
   * `openai` is asked by `ChatOpenAI` of `@langchain/openai`: the default without a base URL, or with OpenAI's own.
   * `openai-compatible` is every server that speaks OpenAI's chat completions API, asked by a leaner client of our own:
   * the default with any other base URL. `anthropic` needs `@langchain/anthropic` installed.
   */
  readonly provider?: ModelProvider | undefined
  /** Default `gpt-4.1-mini`; Anthropic's has to be named. */
  readonly model?: string | undefined
  /** Default the provider's own. Any compatible server: Ollama, vLLM, llama.cpp, a gateway. */
  readonly baseUrl?: string | undefined
  /** Needed for OpenAI and Anthropic; many local servers take none. */
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

/** Settings, or any LangChain chat model. */
export type ModelChoice = ModelSettings | BaseChatModel

/** The model that is asked where none is named. */
export const DEFAULT_MODEL = 'gpt-4.1-mini'

const KEY_NAMES: Readonly<Record<ModelProvider, string>> = {
  openai: 'OPENAI_API_KEY',
  'openai-compatible': 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
}

/** True for a LangChain chat model, false for settings. */
export function isChatModel(model: ModelChoice): model is BaseChatModel {
  return 'invoke' in model && typeof model.invoke === 'function'
}

/** The name that a model goes by in forecasts and price tables. */
export function modelName(model: ModelChoice): string {
  if (!isChatModel(model)) return model.model || DEFAULT_MODEL
  const { model: name, modelName: olderName } = model as { model?: unknown; modelName?: unknown }
  return [name, olderName].find((value) => typeof value === 'string') ?? model._llmType()
}

/** Checks settings before anything is called. Throws E_MODEL_SETTINGS. */
export function checkModelSettings(model: ModelChoice): void {
  if (isChatModel(model)) return
  const { baseUrl, apiKey, maxOutputTokens } = model
  const provider = providerOf(model)
  if (!Object.hasOwn(KEY_NAMES, provider)) {
    const hint =
      'It is openai, openai-compatible (with its base URL) or anthropic; hand others in as a chat model.'
    throw settingsError('The provider of the model is not known.', { provider }, hint)
  }
  if (provider === 'anthropic' && !model.model) {
    throw settingsError(
      "Anthropic's model has no name.",
      {},
      "Set model, as Anthropic's list of models spells it.",
    )
  }
  if (baseUrl && !/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) {
    throw settingsError(
      'The base URL of the model is not an http address.',
      { baseUrl },
      'Pass one like http://127.0.0.1:11434/v1.',
    )
  }
  if (!baseUrl && !apiKey) {
    const orElse = provider !== 'anthropic' ? ', or OPENAI_BASE_URL to a server that takes none' : ''
    throw settingsError(
      'The model needs an API key.',
      { model: modelName(model) },
      `Set ${KEY_NAMES[provider]}${orElse}.`,
    )
  }
  if (maxOutputTokens !== undefined && !(Number.isInteger(maxOutputTokens) && maxOutputTokens > 0)) {
    throw settingsError('maxOutputTokens is not a positive whole number.', { maxOutputTokens })
  }
}

export function settingsError(message: string, values: Record<string, unknown>, hint?: string): IgError {
  return new IgError({ code: 'E_MODEL_SETTINGS', message, values, ...(hint && { hint }) })
}
