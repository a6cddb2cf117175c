import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  as_dicts: z
    .array(
      z.object({
        article_url: z.string(),
        title: z.string().nullish(),
        eng_title: z.string().nullish(),
        summary: z.string().nullish(),
        key_points: z.array(z.string()).nullish(),
        full_text: z.string().nullish(),
        pub_date: z.string().nullish(),
        crawl_date: z.union([z.string(), z.number()]).nullish(),
        source_id: z.string().nullish(),
        language: z.string().nullish(),
      }),
    )
    .nullish(),
})

/** AskNews' search with its archive. Summaries are made of the text at `crawl_date`. One call in ten seconds is free. */
export function askNews(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.asknews.app' } = settings
  return defineProvider(
    {
      name: 'asknews',
      costUsdPerCall: 0.01,
      minIntervalMs: 10_000,
      maxConcurrent: 1,
      timeoutMs: 30_000,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/v1/news/search', {
          query,
          n_articles: Math.min(limit, 50),
          return_type: 'dicts',
          method: 'kw',
          historical: 'true',
          time_filter: 'pub_date',
          start_timestamp: Math.floor(from.getTime() / 1_000),
          end_timestamp: Math.floor(asOf.getTime() / 1_000),
        }),
        headers: { accept: 'application/json' },
        secret: { headers: { authorization: `Bearer ${apiKey}` } },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('asknews', body, ANSWER).as_dicts ?? []).map((article) =>
          foundArticle({
            url: article.article_url,
            title: article.eng_title || article.title || '',
            source: article.source_id ?? hostOf(article.article_url),
            published: parseDate(article.pub_date, { fetchedAtMs }),
            text:
              article.full_text || [article.summary ?? '', ...(article.key_points ?? [])].join('\n').trim(),
            textMoment: parseDate(article.crawl_date, { fetchedAtMs }) ?? 'fetch',
            language: article.language ?? null,
          }),
        ),
      }),
    },
    settings,
  )
}
