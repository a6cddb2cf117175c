import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { endpoint } from './endpoint.ts'
import { midnightIsDay } from './midnight.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  results: z.array(
    z.object({
      url: z.string(),
      title: z.string().nullish(),
      publishedDate: z.string().nullish(),
      text: z.string().nullish(),
      snapshotAt: z.string().nullish(),
    }),
  ),
  costDollars: z.object({ total: z.number().min(0) }).nullish(),
})

const MAX_RESULTS = 25
const SEARCH_USD = 0.007
const PAGE_USD = 0.001

/**
 * Exa's search in the category news. The only provider here with text as it was at the as-of time (`snapshotAsOf`):
 * without a `snapshotAt` in the answer the text counts as read now. Dates are estimates; midnight is a day.
 */
export function exa(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.exa.ai' } = settings
  return defineProvider(
    {
      name: 'exa',
      costUsdPerCall: SEARCH_USD + MAX_RESULTS * PAGE_USD,
      minIntervalMs: 100,
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/search'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { 'x-api-key': apiKey } },
        body: JSON.stringify({
          query,
          category: 'news',
          numResults: Math.min(limit, MAX_RESULTS),
          startPublishedDate: from.toISOString(),
          endPublishedDate: asOf.toISOString(),
          contents: { text: { maxCharacters: 10_000 }, snapshotAsOf: asOf.toISOString() },
        }),
      }),
      parse: (body, { fetchedAtMs }) => {
        const { results, costDollars } = readJson('exa', body, ANSWER)
        const articles = results.map(({ url, title, publishedDate, text, snapshotAt }) =>
          foundArticle({
            url,
            title: title ?? '',
            source: hostOf(url),
            published: midnightIsDay(parseDate(publishedDate, { fetchedAtMs })),
            text: text ?? '',
            textMoment: parseDate(snapshotAt, { fetchedAtMs }) ?? 'fetch',
          }),
        )
        return { articles, ...(costDollars && { costUsd: costDollars.total }) }
      },
    },
    settings,
  )
}
