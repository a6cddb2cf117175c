import type { IgError } from '@ig/errors'
import type { EmbedPort, MarketPort } from '@ig/forecaster'
import type { Markets } from '@ig/markets'
import type { News } from '@ig/news'
import type { Settings } from '../settings/settings-table.ts'
import type { Caches } from './open-caches.ts'

/** What forecasts are made of beside models. */
export interface Sources {
  readonly markets: Markets | null
  readonly market: MarketPort | undefined
  readonly news: News | undefined
  readonly embed: EmbedPort | undefined
  /** Null where `cache.dir` names none. */
  readonly caches: Caches | null
  close(): Promise<void>
}

/** Opens markets, news and caches by the settings; their code is loaded here, for whoever uses it. */
export async function openSources(
  settings: Settings,
  { onWarning }: { readonly onWarning: (warning: IgError) => void },
): Promise<Sources> {
  const [{ openMarkets, marketPort }, { openNews }, { openEmbed }] = await Promise.all([
    import('./open-markets.ts'),
    import('./open-news.ts'),
    import('./open-embed.ts'),
  ])
  const folder = settings['cache.dir']
  const caches = folder === null ? null : (await import('./open-caches.ts')).openCaches(folder)
  const markets = openMarkets(settings, { onWarning })
  const news = openNews(settings, { cache: caches?.news ?? null, onWarning }) ?? undefined
  return {
    markets,
    market: markets === null ? undefined : marketPort(markets),
    news,
    embed: openEmbed(settings, { cache: caches?.models }),
    caches,
    async close() {
      await news?.close()
      caches?.close()
    },
  }
}
