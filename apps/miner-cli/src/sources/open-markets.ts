import type { IgError } from '@ig/errors'
import { DEFAULT_PRIOR, type MarketPort } from '@ig/forecaster'
import {
  azuro,
  createMarkets,
  kalshi,
  type Markets,
  manifold,
  metaculus,
  polymarket,
  type Venue,
} from '@ig/markets'
import { parametersInUse } from '../fit/fit-in-use.ts'
import { MARKET_VENUES } from '../settings/market-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

/** A venue by its name in settings. */
export type VenueName = (typeof MARKET_VENUES)[number]

const OPEN: Readonly<Record<VenueName, (settings: Settings) => Venue>> = {
  polymarket: (settings) =>
    polymarket({
      gammaBaseUrl: settings['markets.polymarket.gamma_base_url'] ?? undefined,
      clobBaseUrl: settings['markets.polymarket.clob_base_url'] ?? undefined,
    }),
  kalshi: (settings) => kalshi({ baseUrl: settings['markets.kalshi.base_url'] ?? undefined }),
  azuro: (settings) => azuro({ baseUrl: settings['markets.azuro.base_url'] ?? undefined }),
  metaculus: (settings) =>
    metaculus({
      baseUrl: settings['markets.metaculus.base_url'] ?? undefined,
      apiKey: settings['markets.metaculus.api_key'] ?? undefined,
    }),
  manifold: (settings) => manifold({ baseUrl: settings['markets.manifold.base_url'] ?? undefined }),
}

/** The markets that the settings name; null for none. */
export function openMarkets(
  settings: Settings,
  { onWarning }: { readonly onWarning: (warning: IgError) => void },
): Markets | null {
  const venues = namedVenues(settings).map((name) => openVenue(name, settings))
  if (venues.length === 0) return null
  const { prices: calibration } = parametersInUse(settings)
  return createMarkets({
    venues,
    searchByTitle: settings['markets.search_by_title'],
    calibration,
    onWarning,
  })
}

/** One venue by its name. */
export function openVenue(name: VenueName, settings: Settings): Venue {
  return OPEN[name](settings)
}

/** The venues that are asked, the preferred first. */
export function namedVenues(settings: Settings): VenueName[] {
  const named = settings['markets.venues']
  const isUsable = (name: string) => name !== 'metaculus' || settings['markets.metaculus.api_key'] !== null
  return MARKET_VENUES.filter((name) => (named === null ? isUsable(name) : named.includes(name))).toSorted(
    (a, b) => (named?.indexOf(a) ?? 0) - (named?.indexOf(b) ?? 0),
  )
}

/** Markets as the forecaster asks them: the price, and what it is worth. */
export function marketPort(markets: Markets): MarketPort {
  return {
    async price(question, { signal }) {
      const found = await markets.estimate(question, { signal, prior: DEFAULT_PRIOR })
      if (found === null) return null
      const { quote, probability } = found
      return { price: quote.price, probability, weight: quote.weight, venue: quote.venue, url: quote.url }
    },
  }
}
