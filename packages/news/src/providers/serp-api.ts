import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { americanDay } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  // Absent where Google found nothing.
  news_results: z
    .array(
      z.object({
        title: z.string(),
        link: z.string(),
        source: z.union([z.string(), z.object({ name: z.string().nullish() })]).nullish(),
        date: z.string().nullish(),
        iso_date: z.string().nullish(),
        snippet: z.string().nullish(),
      }),
    )
    .nullish(),
})

/** Google's news results by SerpAPI. Its key travels in the address, which therefore is in no error, log or store. */
export function serpApi(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://serpapi.com' } = settings
  return defineProvider(
    {
      name: 'serpapi',
      costUsdPerCall: 0.015,
      minIntervalMs: 200,
      timeoutMs: 30_000,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/search.json', {
          engine: 'google',
          tbm: 'nws',
          q: query,
          gl: 'us',
          hl: 'en',
          num: Math.min(limit, 100),
          tbs: `cdr:1,cd_min:${americanDay(from)},cd_max:${americanDay(asOf)}`,
        }),
        headers: { accept: 'application/json' },
        secret: { query: { api_key: apiKey } },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('serpapi', body, ANSWER).news_results ?? []).map((result) =>
          foundArticle({
            url: result.link,
            title: result.title,
            source:
              (typeof result.source === 'string' ? result.source : result.source?.name) ??
              hostOf(result.link),
            published: parseDate(result.iso_date || result.date, { fetchedAtMs }),
            text: result.snippet ?? '',
            language: 'en',
          }),
        ),
      }),
    },
    settings,
  )
}
