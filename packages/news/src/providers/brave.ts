import { z } from 'zod'
import { cleanLine } from '../article/clean-text.ts'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { isoDay } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  results: z
    .array(
      z.object({
        title: z.string(),
        url: z.string(),
        description: z.string().nullish(),
        age: z.string().nullish(),
        page_age: z.string().nullish(),
        meta_url: z.object({ hostname: z.string().nullish() }).nullish(),
        extra_snippets: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
})

/** Brave's news search. `page_age` is when the page was changed last, and stands for its date; text is read now. */
export function brave(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.search.brave.com' } = settings
  return defineProvider(
    {
      name: 'brave',
      costUsdPerCall: 0.005,
      minIntervalMs: 1_000,
      maxConcurrent: 1,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/res/v1/news/search', {
          q: query.slice(0, 400),
          count: Math.min(limit, 50),
          freshness: `${isoDay(from)}to${isoDay(asOf)}`,
        }),
        headers: { accept: 'application/json' },
        secret: { headers: { 'x-subscription-token': apiKey } },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('brave', body, ANSWER).results ?? []).map((result) =>
          foundArticle({
            url: result.url,
            title: result.title,
            source: result.meta_url?.hostname ?? hostOf(result.url),
            published: parseDate(result.page_age || result.age, { fetchedAtMs }),
            text: [result.description ?? '', ...(result.extra_snippets ?? [])]
              .map((snippet) => cleanLine(snippet, 2_000))
              .join('\n'),
          }),
        ),
      }),
    },
    settings,
  )
}
