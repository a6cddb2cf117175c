import { IgError } from '@ig/errors'
import { askNews } from './ask-news.ts'
import { brave } from './brave.ts'
import { desearch } from './desearch.ts'
import { exa } from './exa.ts'
import { gdelt } from './gdelt.ts'
import { googleNews } from './google.ts'
import { newsApi } from './news-api.ts'
import { newsCatcher } from './news-catcher.ts'
import type { KeyedProviderSettings, NewsProvider, ProviderSettings } from './news-provider.ts'
import { perplexity } from './perplexity.ts'
import { serpApi } from './serp-api.ts'
import { serper } from './serper.ts'
import { sn13 } from './sn13.ts'
import { tavily } from './tavily.ts'

const KEYED = {
  asknews: askNews,
  exa,
  tavily,
  newscatcher: newsCatcher,
  brave,
  perplexity,
  newsapi: newsApi,
  serper,
  serpapi: serpApi,
  desearch,
  sn13,
} as const satisfies Record<string, (settings: KeyedProviderSettings) => NewsProvider>

const FREE = { google: googleNews, gdelt } as const satisfies Record<
  string,
  (settings: ProviderSettings) => NewsProvider
>

/** A provider's name in settings: `news.<name>.api_key`, `news.<name>.base_url`. */
export type NewsProviderName = keyof typeof KEYED | keyof typeof FREE

/** All providers, in the order in which they are preferred. */
export const NEWS_PROVIDER_NAMES = [
  ...Object.keys(KEYED),
  ...Object.keys(FREE),
] as readonly NewsProviderName[]

/** The environment variable of a provider's key, `EXA_API_KEY`; null for one that needs none. */
export function newsKeyVariable(name: NewsProviderName): string | null {
  return Object.hasOwn(FREE, name) ? null : `${name.toUpperCase()}_API_KEY`
}

/** Settings of all providers, as a configuration holds them. */
export type NewsProvidersSettings = Readonly<
  Partial<Record<NewsProviderName, ProviderSettings & { readonly apiKey?: string | undefined }>>
> & {
  /** Names of the providers to use, in their order; by default those that need no key or have one. */
  readonly providers?: readonly string[] | undefined
}

/**
 * The providers that are configured: Google News and GDELT, and each other one as soon as it has a key; or those
 * that `providers` names.
 *
 * @throws IgError `E_NEWS_PROVIDER` for a name that is none, `E_NEWS_KEY` for a named one without its key
 */
export function openNewsProviders(settings: NewsProvidersSettings = {}): NewsProvider[] {
  const names =
    settings.providers?.map(requireName) ??
    NEWS_PROVIDER_NAMES.filter((name) => isFree(name) || settings[name]?.apiKey?.trim())
  return [...new Set(names)].map((name) => {
    const own = settings[name] ?? {}
    if (isFree(name)) return FREE[name](own)
    if (!own.apiKey?.trim()) throw keyless(name)
    return KEYED[name]({ ...own, apiKey: own.apiKey.trim() })
  })
}

function isFree(name: NewsProviderName): name is keyof typeof FREE {
  return Object.hasOwn(FREE, name)
}

function requireName(name: string): NewsProviderName {
  const known = NEWS_PROVIDER_NAMES.find((one) => one === name.trim().toLowerCase())
  if (known) return known
  throw new IgError({
    code: 'E_NEWS_PROVIDER',
    message: 'There is no news provider of this name.',
    values: { name },
    hint: `Name one of ${NEWS_PROVIDER_NAMES.join(', ')}.`,
  })
}

function keyless(name: NewsProviderName): IgError {
  return new IgError({
    code: 'E_NEWS_KEY',
    message: 'A news provider is to be used, and has no key.',
    values: { provider: name },
    hint: `Set news.${name}.api_key or ${newsKeyVariable(name)}.`,
  })
}
