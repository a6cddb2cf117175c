import { IgError } from '@ig/errors'
import {
  type AnswerStore,
  createNews,
  type News,
  type NewsAlert,
  type NewsProvidersSettings,
  openNewsProviders,
} from '@ig/news'
import { KEYED_NEWS_PROVIDERS, NEWS_PROVIDERS } from '../settings/news-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

/**
 * News of the providers that the settings name; null for none.
 *
 * @throws IgError E_NEWS_KEY for a provider that is named and has no key
 */
export function openNews(
  settings: Settings,
  {
    cache,
    onWarning,
  }: { readonly cache: AnswerStore | null; readonly onWarning: (warning: IgError) => void },
): News | null {
  const providers = openNewsProviders(providersSettings(settings))
  if (providers.length === 0) return null
  return createNews({
    providers,
    ...(cache && { cache }),
    articleText: settings['news.article_text'] && {
      allowPrivateHosts: settings['fetch.allow_private_hosts'],
    },
    onAlert: (alert) => onWarning(asWarning(alert)),
  })
}

/** Keys, addresses and prices of all providers, and which of them are named. */
export function providersSettings(settings: Settings): NewsProvidersSettings {
  const named = settings['news.providers']?.filter((name) => name !== 'none') ?? null
  const keys = new Map(KEYED_NEWS_PROVIDERS.map((name) => [name as string, settings[`news.${name}.api_key`]]))
  const costs = new Map(
    KEYED_NEWS_PROVIDERS.map((name) => [name as string, settings[`news.${name}.cost_usd_per_call`]]),
  )
  const each = NEWS_PROVIDERS.map((name) => [
    name,
    {
      baseUrl: settings[`news.${name}.base_url`] ?? undefined,
      apiKey: keys.get(name) ?? undefined,
      costUsdPerCall: costs.get(name) ?? undefined,
    },
  ])
  return { ...Object.fromEntries(each), ...(named && { providers: named }) }
}

function asWarning({ provider, code, message }: NewsAlert): IgError {
  return new IgError({ code, message, values: { provider }, retryable: true })
}
