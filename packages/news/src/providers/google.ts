import { foundArticle } from '../article/found-article.ts'
import { type DateClaim, momentClaim } from '../as-of/date-claim.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { dayAfter, isoDay } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type NewsProvider, type ProviderSettings } from './news-provider.ts'
import { hostOf, readUpdate } from './read-answer.ts'
import { parseRss } from './rss.ts'

const PACIFIC = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** What Google News can be told beside the rest: the edition it searches. */
export interface GoogleNewsSettings extends ProviderSettings {
  /** Default `en-US`. */
  readonly language?: string | undefined
  /** Default `US`. */
  readonly country?: string | undefined
}

/**
 * Google News by its RSS search: no key, headlines only, about 100 a search. Its `before:` leaks, and its links
 * cannot be followed without a browser. Undocumented; the terms restrict what may be done with the feed.
 */
export function googleNews(settings: GoogleNewsSettings = {}): NewsProvider {
  const { baseUrl = 'https://news.google.com', language = 'en-US', country = 'US' } = settings
  return defineProvider(
    {
      name: 'google',
      minIntervalMs: 100,
      maxConcurrent: 4,
      request: ({ query, from, asOf }) => ({
        method: 'GET',
        url: endpoint(baseUrl, '/rss/search', {
          q: `${withoutRange(query)} after:${isoDay(from)} before:${isoDay(dayAfter(asOf))}`,
          hl: language,
          gl: country,
          ceid: `${country}:${language.split('-')[0]}`,
        }),
        headers: { accept: 'application/rss+xml, application/xml' },
      }),
      parse: (body, { fetchedAtMs }) => ({
        articles: parseRss('google', body).map((item) => {
          const source = item.source || hostOf(item.sourceUrl)
          return foundArticle({
            url: item.link,
            title: withoutSource(item.title, source),
            source: source || hostOf(item.link),
            published: pacificDay(parseDate(item.pubDate, { fetchedAtMs })),
            updated: readUpdate(item.updated, { fetchedAtMs }),
            language: language.split('-')[0] ?? null,
          })
        }),
      }),
    },
    settings,
  )
}

/** The range is the as-of law's, whatever a query brings along. */
function withoutRange(query: string): string {
  return query.replaceAll(/(?:^| )(?:after|before|when):[^ ]{0,40}/gi, '').trim()
}

/** Older articles carry midnight in California where Google knows the day only: such a time is that whole day. */
function pacificDay(claim: DateClaim | null): DateClaim | null {
  if (claim?.precision !== 'second' || claim.earliestMs !== claim.nominalMs) return claim
  const isMidnight = claim.nominalMs % 3_600_000 === 0 && PACIFIC.format(claim.nominalMs) === '00'
  return isMidnight ? momentClaim(claim.nominalMs, 'day') : claim
}

/** Titles end in " - Source". */
function withoutSource(title: string, source: string): string {
  const suffix = ` - ${source}`
  return source && title.endsWith(suffix) ? title.slice(0, -suffix.length) : title
}
