import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { isoSecond } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { plainWords } from './plain-words.ts'
import { titleOfPost } from './post-title.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  status: z.literal('success'),
  data: z.array(
    z.object({
      uri: z.string(),
      datetime: z.string().nullish(),
      content: z.string(),
    }),
  ),
})

const MAX_KEYWORDS = 5

/** Subnet 13's data on demand (Data Universe): posts of X with all of the query's first words. Slow; in beta. */
export function sn13(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://sn13.api.macrocosmos.ai' } = settings
  return defineProvider(
    {
      name: 'sn13',
      costUsdPerCall: 0.01,
      minIntervalMs: 1_000,
      maxConcurrent: 1,
      timeoutMs: 90_000,
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/api/v1/on_demand_data_request'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { 'x-api-key': apiKey } },
        body: JSON.stringify({
          source: 'X',
          keywords: plainWords(query).split(' ').slice(0, MAX_KEYWORDS),
          keyword_mode: 'all',
          start_date: isoSecond(from),
          end_date: isoSecond(asOf),
          limit: Math.min(limit, 100),
        }),
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: readJson('sn13', body, ANSWER).data.map(({ uri, datetime, content }) =>
          foundArticle({
            url: uri,
            title: titleOfPost(content),
            source: hostOf(uri),
            published: parseDate(datetime, { fetchedAtMs, isUtc: true }),
            text: content,
            // A changed post of X has another id.
            textMoment: 'published',
            isTitleFromText: true,
          }),
        ),
      }),
    },
    settings,
  )
}
