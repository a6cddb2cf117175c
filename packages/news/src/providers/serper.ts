import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { americanDay } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  news: z
    .array(
      z.object({
        title: z.string(),
        link: z.string(),
        snippet: z.string().nullish(),
        date: z.string().nullish(),
        source: z.string().nullish(),
      }),
    )
    .nullish(),
})

/** Google's news results by Serper. Dates are relative to the fetch ("2 days ago"); text is a snippet of now. */
export function serper(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://google.serper.dev' } = settings
  return defineProvider(
    {
      name: 'serper',
      costUsdPerCall: 0.001,
      minIntervalMs: 100,
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/news'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { 'x-api-key': apiKey } },
        body: JSON.stringify({
          q: query,
          gl: 'us',
          hl: 'en',
          num: Math.min(limit, 100),
          tbs: `cdr:1,cd_min:${americanDay(from)},cd_max:${americanDay(asOf)}`,
        }),
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('serper', body, ANSWER).news ?? []).map((result) =>
          foundArticle({
            url: result.link,
            title: result.title,
            source: result.source ?? hostOf(result.link),
            published: parseDate(result.date, { fetchedAtMs }),
            text: result.snippet ?? '',
            language: 'en',
          }),
        ),
      }),
    },
    settings,
  )
}
