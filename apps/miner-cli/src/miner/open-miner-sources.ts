import { systemClock } from '@ig/miner'
import { marketsThatTell, newsThatTells, warningsThatTell } from '../health/tell-providers.ts'
import { warnSparingly } from '../output/warn-sparingly.ts'
import { openSources } from '../sources/open-sources.ts'
import type { ForecasterPurpose } from '../strategy/choose-forecaster.ts'
import { createEventFeed } from './event-feed.ts'
import type { MinerContext } from './miner-context.ts'
import type { Engine } from './open-engine.ts'
import { createOutcomeWatch } from './outcome-watch.ts'
import { createPriceBook, type PriceBook } from './price-book.ts'

/** What a miner of a chain forecasts from. */
export interface MinerSources {
  readonly forForecaster: Omit<ForecasterPurpose, 'command'>
  /** Null where no venue is asked. */
  readonly book: PriceBook | null
  /** Begins to fetch prices, and events before they are asked for, once the engine works. */
  start(engine: Engine, hotkeySs58: string): void
}

/** Opens markets, news, caches and the source of events by the settings. */
export async function openMinerSources({
  settings,
  log,
  cleanup,
  happenings,
}: MinerContext): Promise<MinerSources> {
  const { tell } = happenings.provider
  const onWarning = warningsThatTell(warnSparingly(log, Date.now), tell)
  const sources = await openSources(settings, { onWarning })
  cleanup.defer(sources.close)
  const { embed, caches } = sources
  const markets = sources.markets && marketsThatTell(sources.markets, tell)
  const news = sources.news && newsThatTells(sources.news, tell)
  const pollMs = settings['markets.poll_seconds'] * 1000
  const book = markets && createPriceBook({ markets, pollMs, clock: systemClock, log })
  return {
    forForecaster: {
      onWarning,
      cache: caches?.models,
      news,
      embed,
      market: book?.port,
    },
    book,
    start({ miner, store }, hotkeySs58) {
      if (book) {
        book.start(store)
        cleanup.defer(book.stop)
      }
      if (markets) {
        const watch = createOutcomeWatch({ markets, store, clock: systemClock, log })
        watch.start()
        cleanup.defer(watch.stop)
      }
      const baseUrl = settings['events.base_url']
      if (baseUrl === null) return
      const starting = import('@ig/markets').then(({ createEventSource }) => {
        const feed = createEventFeed({
          source: createEventSource({ baseUrl }),
          taker: {
            expect: (events) => miner.expect(events, hotkeySs58),
            recordOutcome: store.recordOutcome,
          },
          pollMs: settings['events.poll_seconds'] * 1000,
          clock: systemClock,
          log,
        })
        feed.start()
        return feed
      })
      cleanup.defer(async () => (await starting).stop())
    },
  }
}
