import type { ModelSettings } from './model-settings.ts'

/** Who serves a model: OpenAI, a server that speaks its chat completions API, or Anthropic. */
export type ModelProvider = 'openai' | 'openai-compatible' | 'anthropic'

const OPENAI_HOST = /(^|\.)api\.openai\.com$/

/** Who serves a model by its settings: what they say, else what their base URL tells. */
export function providerOf({ provider, baseUrl }: ModelSettings): ModelProvider {
  if (provider) return provider
  return !baseUrl || isOpenAi(baseUrl) ? 'openai' : 'openai-compatible'
}

/** Always an address: without one, variables that happen to be set would choose where questions are sent. */
export function baseUrlOf(settings: ModelSettings): string {
  if (settings.baseUrl) return settings.baseUrl
  return providerOf(settings) === 'anthropic' ? 'https://api.anthropic.com' : 'https://api.openai.com/v1'
}

/** True for OpenAI's own address, that of one of its regions too. */
export function isOpenAi(baseUrl: string): boolean {
  return OPENAI_HOST.test(URL.parse(baseUrl)?.hostname ?? '')
}
