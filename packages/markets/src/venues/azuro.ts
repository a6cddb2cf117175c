import { z } from 'zod'
import { createJsonReader } from '../http/fetch-json.ts'
import { venueUrl } from '../http/venue-url.ts'
import { oddsToProbabilities } from '../odds/odds-to-probabilities.ts'
import { type Quote, quoteWeight } from '../quote.ts'
import { LIVE_MS, type Venue } from './venue.ts'
import { amount } from './venue-fields.ts'

/** Where Azuro is asked, and by which `fetch` and clock; all have defaults. */
export interface AzuroOptions {
  /** Which of its deployments, for instance `PolygonUSDT`. */
  readonly environment?: string | undefined
  /** Default `https://api.onchainfeed.org/api/v1/public`. */
  readonly baseUrl?: string | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
}

const conditionSchema = z.looseObject({
  conditionId: z.string(),
  state: z.string(),
  outcomes: z.array(
    z.looseObject({
      outcomeId: z.union([z.string(), z.number()]),
      title: z.string().nullish(),
      odds: amount,
    }),
  ),
  wonOutcomeIds: z.array(z.union([z.string(), z.number()])).nullish(),
})
const batchSchema = z.union([
  z.array(conditionSchema),
  z.looseObject({ conditions: z.array(conditionSchema) }).transform(({ conditions }) => conditions),
])

/**
 * Azuro's odds by its feed, margin taken out by the power method. An event id is `<core>_<condition>_<outcome>`, as
 * validators of 2024 sent it, or `<condition>_<outcome>`. The feed keeps no history: there is a price now only.
 */
export function azuro(options: AzuroOptions = {}): Venue {
  const {
    environment = 'PolygonUSDT',
    baseUrl = 'https://api.onchainfeed.org/api/v1/public',
    fetch: fetchFrom = fetch,
    nowMs = Date.now,
  } = options
  const reader = createJsonReader({ venue: 'azuro', fetch: fetchFrom })
  return {
    name: 'azuro',
    marketIdOf: ({ id, marketType }) =>
      id !== undefined && marketType?.toLowerCase() === 'azuro' && partsOf(id) ? id : null,
    // The venue searches games, not questions.
    search: async () => [],
    async quote(marketId, asOf, call) {
      const parts = partsOf(marketId)
      if (parts === null || asOf.getTime() < nowMs() - LIVE_MS) return null
      const found = await reader.read(venueUrl(baseUrl, '/condition-batch'), batchSchema, {
        ...call,
        body: { conditionIds: [parts.conditionId], environment },
      })
      const condition = found?.find(({ conditionId }) => conditionId === parts.conditionId)
      const index = condition?.outcomes.findIndex(({ outcomeId }) => `${outcomeId}` === parts.outcomeId) ?? -1
      const outcome = condition?.outcomes[index]
      if (condition === undefined || outcome === undefined) return null
      const odds = condition.outcomes.map(({ odds }) => odds ?? Number.NaN)
      const won = condition.wonOutcomeIds ?? []
      return {
        venue: 'azuro',
        marketId,
        title: outcome.title ?? marketId,
        url: null,
        price: oddsToProbabilities(odds)[index] as number,
        pricedAt: new Date(nowMs()),
        spread: null,
        volume: null,
        closesAt: null,
        resolution: resolutionOf(condition.state, won.map(String), parts.outcomeId),
        weight: quoteWeight({ spread: null, ageMs: 0, hasBook: false }),
      } satisfies Quote
    },
  }
}

function partsOf(id: string): { conditionId: string; outcomeId: string } | null {
  const match = /^(?:0x[0-9a-fA-F]+_)?(\d+)_(\d+)$/.exec(id)
  return match ? { conditionId: match[1] as string, outcomeId: match[2] as string } : null
}

function resolutionOf(state: string, won: readonly string[], outcomeId: string) {
  if (state === 'Canceled' || state === 'Removed') return { yes: null, at: null }
  if (state !== 'Resolved') return null
  return { yes: won.includes(outcomeId) ? 1 : 0, at: null } as const
}
