import { KEYED_NEWS_PROVIDERS } from '../settings/news-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

type NewsName = (typeof KEYED_NEWS_PROVIDERS)[number]

/** Something that is asked with a key. */
export interface Service {
  /** As people choose it, and as the settings begin. */
  readonly name: 'openai' | 'anthropic' | 'server' | NewsName
  readonly label: string
  readonly hint?: string
  readonly keySetting: keyof Settings
  /** The variable to use instead of typing the key. */
  readonly variable: string
  readonly kind: 'model' | 'news'
}

const newsServices = KEYED_NEWS_PROVIDERS.map(
  (name): Service => ({
    name,
    label: name,
    hint: 'news',
    keySetting: `news.${name}.api_key`,
    variable: `${name.toUpperCase()}_API_KEY`,
    kind: 'news',
  }),
)

/** What `openai.base_url` stands for as well. */
export const OPENAI: Service = {
  name: 'openai',
  label: 'OpenAI',
  hint: 'a model',
  keySetting: 'openai.api_key',
  variable: 'OPENAI_API_KEY',
  kind: 'model',
}

/** All that a key may be had for, models first. */
export const SERVICES: readonly Service[] = [
  OPENAI,
  {
    name: 'anthropic',
    label: 'Anthropic',
    hint: 'a model',
    keySetting: 'anthropic.api_key',
    variable: 'ANTHROPIC_API_KEY',
    kind: 'model',
  },
  {
    name: 'server',
    label: 'a server of my own',
    hint: "a model at any address that speaks OpenAI's language",
    keySetting: 'openai.api_key',
    variable: 'OPENAI_API_KEY',
    kind: 'model',
  },
  ...newsServices,
]
