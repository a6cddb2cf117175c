import { z } from 'zod'
import { foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type NewsProvider, type ProviderSettings } from './news-provider.ts'
import { plainWords } from './plain-words.ts'
import { hostOf, readJson } from './read-answer.ts'

const ANSWER = z.object({
  articles: z
    .array(
      z.object({
        url: z.string(),
        title: z.string(),
        seendate: z.string().nullish(),
        domain: z.string().nullish(),
        language: z.string().nullish(),
      }),
    )
    .optional(),
})

const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  russian: 'ru',
  chinese: 'zh',
  japanese: 'ja',
  arabic: 'ar',
}

/**
 * GDELT's DOC 2.0: no key, headlines only, the last three months, one call in five seconds. Its dates are when it
 * first saw an article, so that little leaks.
 */
export function gdelt(settings: ProviderSettings = {}): NewsProvider {
  const { baseUrl = 'https://api.gdeltproject.org' } = settings
  return defineProvider(
    {
      name: 'gdelt',
      minIntervalMs: 5_000,
      maxConcurrent: 1,
      request: ({ query, from, asOf, limit }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/api/v2/doc/doc', {
          query: plainWords(query),
          mode: 'artlist',
          format: 'json',
          maxrecords: Math.min(250, Math.max(limit * 2, 25)),
          startdatetime: compactSecond(from),
          enddatetime: compactSecond(asOf),
          sort: 'hybridrel',
        }),
        headers: { accept: 'application/json' },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: (readJson('gdelt', mendJson(body), ANSWER).articles ?? []).map((article) =>
          foundArticle({
            url: article.url,
            title: article.title,
            source: article.domain || hostOf(article.url),
            published: parseDate(article.seendate, { fetchedAtMs, isUtc: true }),
            isFirstSeen: true,
            language: LANGUAGES[article.language?.toLowerCase() ?? ''] ?? null,
          }),
        ),
      }),
    },
    settings,
  )
}

function compactSecond(moment: Date): string {
  return moment
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[^0-9]/g, '')
}

/** Titles come with escapes that JSON does not know and with raw control characters. */
function mendJson(body: string): string {
  return body
    .replaceAll(/\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (whole, known) => (known ? whole : '\\\\'))
    .replaceAll(/\p{Cc}+/gu, ' ')
}
