import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { isoDay } from './day.ts'
import { endpoint } from './endpoint.ts'
import { midnightIsDay } from './midnight.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  results: z.array(
    z.object({
      title: z.string().nullish(),
      url: z.string(),
      content: z.string().nullish(),
      raw_content: z.string().nullish(),
      published_date: z.string().nullish(),
    }),
  ),
})

/** Tavily's search with the topic news, without its ready answer. Its text is of pages read now. */
export function tavily(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.tavily.com' } = settings
  return defineProvider(
    {
      name: 'tavily',
      costUsdPerCall: 0.008,
      minIntervalMs: 100,
      // 432 and 433: the limits of the plan and of what may be paid beside it.
      stopStatuses: [401, 402, 432, 433],
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/search'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { authorization: `Bearer ${apiKey}` } },
        body: JSON.stringify({
          query,
          topic: 'news',
          search_depth: 'basic',
          max_results: Math.min(limit, 20),
          start_date: isoDay(from),
          end_date: isoDay(asOf),
          include_answer: false,
          include_raw_content: 'text',
        }),
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: readJson('tavily', body, ANSWER).results.map((result) =>
          foundArticle({
            url: result.url,
            title: result.title ?? '',
            source: hostOf(result.url),
            published: midnightIsDay(parseDate(result.published_date, { fetchedAtMs })),
            text: result.raw_content || result.content || '',
          }),
        ),
      }),
    },
    settings,
  )
}
