import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { isoSecond } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  status: z.literal('ok'),
  articles: z.array(
    z.object({
      source: z.object({ name: z.string().nullish() }).nullish(),
      title: z.string().nullish(),
      description: z.string().nullish(),
      url: z.string(),
      publishedAt: z.string().nullish(),
      content: z.string().nullish(),
    }),
  ),
})

/** NewsAPI.org's `everything`: one month back and a day late on the free plan; texts are cut to 200 characters. */
export function newsApi(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://newsapi.org' } = settings
  return defineProvider(
    {
      name: 'newsapi',
      minIntervalMs: 200,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/v2/everything', {
          q: query,
          from: isoSecond(from),
          to: isoSecond(asOf),
          language: 'en',
          sortBy: 'relevancy',
          pageSize: Math.min(limit, 100),
        }),
        headers: { accept: 'application/json' },
        secret: { headers: { 'x-api-key': apiKey } },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: readJson('newsapi', body, ANSWER).articles.map((article) =>
          foundArticle({
            url: article.url,
            title: article.title ?? '',
            source: article.source?.name ?? hostOf(article.url),
            published: parseDate(article.publishedAt, { fetchedAtMs, isUtc: true }),
            text: [article.description ?? '', withoutCount(article.content ?? '')].join('\n').trim(),
            language: 'en',
          }),
        ),
      }),
    },
    settings,
  )
}

/** Contents end in "[+1234 chars]". */
function withoutCount(content: string): string {
  return content.replace(/\[\+\d{1,9} chars\]$/, '')
}
