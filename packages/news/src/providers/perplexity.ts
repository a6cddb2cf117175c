import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { americanDay, dayAfter } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson, readUpdate } from './read-answer.ts'

const ANSWER = z.object({
  results: z.array(
    z.object({
      title: z.string().nullish(),
      url: z.string(),
      snippet: z.string().nullish(),
      date: z.string().nullish(),
      last_updated: z.string().nullish(),
    }),
  ),
})

/** Perplexity's search, never its model's answers: those know what came after. Dates are days; text is read now. */
export function perplexity(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.perplexity.ai' } = settings
  return defineProvider(
    {
      name: 'perplexity',
      costUsdPerCall: 0.005,
      minIntervalMs: 350,
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/search'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { authorization: `Bearer ${apiKey}` } },
        body: JSON.stringify({
          query,
          max_results: Math.min(limit, 20),
          search_after_date_filter: americanDay(from),
          search_before_date_filter: americanDay(dayAfter(asOf)),
        }),
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: readJson('perplexity', body, ANSWER).results.map((result) =>
          foundArticle({
            url: result.url,
            title: result.title ?? '',
            source: hostOf(result.url),
            published: parseDate(result.date, { fetchedAtMs }),
            updated: readUpdate(result.last_updated, { fetchedAtMs }),
            text: result.snippet ?? '',
          }),
        ),
      }),
    },
    settings,
  )
}
