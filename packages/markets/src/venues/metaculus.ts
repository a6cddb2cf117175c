import { z } from 'zod'
import { createJsonReader } from '../http/fetch-json.ts'
import { venueUrl } from '../http/venue-url.ts'
import { type Quote, quoteWeight, type Resolution } from '../quote.ts'
import type { Venue } from './venue.ts'
import { amount, isoMoment, price } from './venue-fields.ts'

/** Where Metaculus is asked, with which key, and by which `fetch`. */
export interface MetaculusOptions {
  /** Needed by the venue. */
  readonly apiKey?: string | undefined
  /** Default `https://www.metaculus.com/api`. */
  readonly baseUrl?: string | undefined
  readonly fetch?: typeof fetch | undefined
}

const aggregate = z.looseObject({
  start_time: amount,
  end_time: amount,
  centers: z.array(price).nullish(),
})
const postSchema = z.looseObject({
  id: z.number(),
  title: z.string(),
  question: z
    .looseObject({
      type: z.string().nullish(),
      scheduled_close_time: isoMoment,
      actual_resolve_time: isoMoment,
      resolution: z.string().nullish(),
      aggregations: z
        .looseObject({
          recency_weighted: z
            .looseObject({ latest: aggregate.nullish(), history: z.array(aggregate).nullish() })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
type Post = z.output<typeof postSchema>

/** Metaculus: the community's recency-weighted forecast, which may be hidden; an account's token is needed. */
export function metaculus(options: MetaculusOptions = {}): Venue {
  const { baseUrl = 'https://www.metaculus.com/api', apiKey, fetch: fetchFrom = fetch } = options
  const reader = createJsonReader({
    venue: 'metaculus',
    fetch: fetchFrom,
    ...(apiKey && { headers: { authorization: `Token ${apiKey}` } }),
  })
  return {
    name: 'metaculus',
    marketIdOf: ({ id, marketType }) =>
      id !== undefined && marketType?.toLowerCase() === 'metaculus' && /^\d+$/.test(id) ? id : null,
    // A search by text is not documented.
    search: async () => [],
    async quote(marketId, asOf, call) {
      const post = await reader.read(
        venueUrl(baseUrl, `/posts/${encodeURIComponent(marketId)}/`, { with_cp: 'true' }),
        postSchema,
        call,
      )
      if (post?.question?.type !== 'binary') return null
      const priced = forecastAt(post, asOf)
      if (priced === null) return null
      return {
        venue: 'metaculus',
        marketId: `${post.id}`,
        title: post.title,
        url: `https://www.metaculus.com/questions/${post.id}/`,
        ...priced,
        spread: null,
        volume: null,
        closesAt: post.question.scheduled_close_time,
        resolution: resolutionAt(post, asOf),
        weight: quoteWeight({ spread: null, ageMs: null, hasBook: false }),
      } satisfies Quote
    },
  }
}

function forecastAt({ question }: Post, asOf: Date): { price: number; pricedAt: Date } | null {
  const { latest, history } = question?.aggregations?.recency_weighted ?? {}
  const asOfSeconds = asOf.getTime() / 1_000
  const then = [...(history ?? []), ...(latest ? [latest] : [])]
    .flatMap(({ start_time: start, centers }) => {
      const centre = centers?.[0]
      return start !== null && start <= asOfSeconds && typeof centre === 'number' ? [{ start, centre }] : []
    })
    .toSorted((a, b) => b.start - a.start)[0]
  return then === undefined ? null : { price: then.centre, pricedAt: new Date(then.start * 1_000) }
}

function resolutionAt({ question }: Post, asOf: Date): Resolution | null {
  const resolvedAt = question?.actual_resolve_time
  if (!resolvedAt || resolvedAt > asOf || !question?.resolution) return null
  const yes = question.resolution === 'yes' ? 1 : question.resolution === 'no' ? 0 : null
  return { yes, at: resolvedAt }
}
