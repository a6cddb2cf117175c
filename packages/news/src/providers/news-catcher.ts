import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import type { DateClaim } from '../as-of/date-claim.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { plainWords } from './plain-words.ts'
import { hostOf, readJson, readUpdate } from './read-answer.ts'

const ARTICLE = z.object({
  title: z.string().nullish(),
  link: z.string(),
  published_date: z.string().nullish(),
  published_date_precision: z.string().nullish(),
  updated_date: z.string().nullish(),
  parse_date: z.string().nullish(),
  name_source: z.string().nullish(),
  language: z.string().nullish(),
  description: z.string().nullish(),
  content: z.string().nullish(),
})
// Without hits there are no articles at all.
const ANSWER = z.object({ status: z.string(), articles: z.array(ARTICLE).nullish() })

/** NewsCatcher v3, the provider of the seed. It keeps the text that it read at `parse_date`, and tells of changes. */
export function newsCatcher(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://v3-api.newscatcherapi.com' } = settings
  return defineProvider(
    {
      name: 'newscatcher',
      costUsdPerCall: 0.01,
      minIntervalMs: 1_000,
      maxConcurrent: 1,
      timeoutMs: 30_000,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/api/search', {
          q: plainWords(query),
          lang: 'en',
          from_: wireSecond(from),
          to_: wireSecond(asOf),
          sort_by: 'relevancy',
          to_rank: 10_000,
          exclude_duplicates: 'true',
          page_size: Math.min(limit, 100),
        }),
        headers: { accept: 'application/json' },
        secret: { headers: { 'x-api-token': apiKey } },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('newscatcher', body, ANSWER).articles ?? []).map((article) =>
          foundArticle({
            url: article.link,
            title: article.title ?? '',
            source: article.name_source ?? hostOf(article.link),
            published: readPublished(article, fetchedAtMs),
            updated: readUpdate(article.updated_date, { fetchedAtMs, isUtc: true }),
            text: article.content || article.description || '',
            textMoment: parseDate(article.parse_date, { fetchedAtMs, isUtc: true }) ?? 'fetch',
            language: article.language ?? null,
          }),
        ),
      }),
    },
    settings,
  )
}

/** UTC where the precision is full; a day where it is that; else the zone is unknown. */
function readPublished(article: z.infer<typeof ARTICLE>, fetchedAtMs: number): DateClaim | null {
  const { published_date: date, published_date_precision: precision } = article
  if (precision === 'date') return parseDate(date?.slice(0, 10), { fetchedAtMs })
  return parseDate(date, { fetchedAtMs, isUtc: precision === 'full' })
}

function wireSecond(moment: Date): string {
  return moment.toISOString().slice(0, 19)
}
