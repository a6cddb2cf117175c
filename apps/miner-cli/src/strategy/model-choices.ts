import type { ForecasterOptions, ModelPrices, ModelSettings } from '@ig/forecaster'
import { MODEL_PRICE } from '../settings/model-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

const ANTHROPIC = 'anthropic:'
const OTHER_ROLES = ['query', 'rate', 'summarise', 'supervise'] as const

/** True where a model can be asked: by a key, or by an address that may need none. */
export function hasModel(settings: Settings): boolean {
  const mine = settings['models.reason'].startsWith(ANTHROPIC)
    ? (['anthropic.api_key', 'anthropic.base_url'] as const)
    : (['openai.api_key', 'openai.base_url'] as const)
  return mine.some((name) => settings[name] !== null)
}

/** The models of all roles and their prices. `anthropic:NAME` is Anthropic's, any other name OpenAI's or compatible. */
export function modelChoices(settings: Settings): Pick<ForecasterOptions, 'model' | 'models' | 'prices'> {
  const others = OTHER_ROLES.flatMap((role) => {
    const name = settings[`models.${role}`]
    return name === null ? [] : [[role, modelOf(name, settings)] as const]
  })
  return {
    model: modelOf(settings['models.reason'], settings),
    models: Object.fromEntries(others),
    prices: pricesOf(settings),
  }
}

/** Who serves each model that the settings name, by its name without prefix. */
export function modelProviders(settings: Settings): Readonly<Record<string, string>> {
  const names = namedModels(settings).flatMap((name) => (name === null ? [] : [bareName(name)]))
  return Object.fromEntries(names.map((name) => [name, modelProvider(name, settings)]))
}

/** Who serves a model, by its name without prefix: `anthropic`, `openai`, or the host that stands in its place. */
export function modelProvider(name: string, settings: Settings): string {
  const vendor = namedModels(settings).includes(`${ANTHROPIC}${name}`) ? 'anthropic' : 'openai'
  const baseUrl = settings[`${vendor}.base_url`]
  return baseUrl === null ? vendor : new URL(baseUrl).host
}

function namedModels(settings: Settings): (string | null)[] {
  return [settings['models.reason'], ...OTHER_ROLES.map((role) => settings[`models.${role}`])]
}

/** The settings of one model by its name. */
export function modelOf(name: string, settings: Settings): ModelSettings {
  const vendor = name.startsWith(ANTHROPIC) ? 'anthropic' : 'openai'
  return {
    // By its base URL, a model that is not Anthropic's is OpenAI's or of a server that is compatible.
    provider: vendor === 'anthropic' ? vendor : undefined,
    model: bareName(name),
    apiKey: settings[`${vendor}.api_key`] ?? undefined,
    baseUrl: settings[`${vendor}.base_url`] ?? undefined,
  }
}

/** Without the prefix that names who serves it. */
export function bareName(name: string): string {
  return name.startsWith(ANTHROPIC) ? name.slice(ANTHROPIC.length) : name
}

/** The prices that the settings name; they go before the built-in ones. */
export function pricesOf(settings: Settings): ModelPrices {
  const inputUsdPerMillion = settings['models.input_usd_per_million_tokens']
  const outputUsdPerMillion = settings['models.output_usd_per_million_tokens']
  const isPriced = inputUsdPerMillion !== null && outputUsdPerMillion !== null
  const listed = (settings['models.prices'] ?? []).map((text) => {
    const [, name = '', input, output] = MODEL_PRICE.exec(text) ?? []
    return [
      bareName(name),
      { inputUsdPerMillion: Number(input), outputUsdPerMillion: Number(output) },
    ] as const
  })
  return {
    ...(isPriced && { [bareName(settings['models.reason'])]: { inputUsdPerMillion, outputUsdPerMillion } }),
    ...Object.fromEntries(listed),
  }
}
