import { z } from 'zod'
import { type FoundArticle, foundArticle } from '../article/found-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { isoSecond } from './day.ts'
import { endpoint } from './endpoint.ts'
import { defineProvider, type KeyedProviderSettings, type NewsProvider } from './news-provider.ts'
import { titleOfPost } from './post-title.ts'
import { hostOf, readJson } from './read-answer.ts'

const LINK = z.object({
  title: z.string().nullish(),
  link: z.string(),
  snippet: z.string().nullish(),
  date: z.string().nullish(),
})
const POST = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  url: z.string().nullish(),
  text: z.string(),
  created_at: z.string().nullish(),
  lang: z.string().nullish(),
  user: z.object({ username: z.string().nullish() }).nullish(),
})
const ANSWER = z.object({
  search: z.array(LINK).nullish(),
  tweets: z.array(POST).nullish(),
  cost_usd: z.number().min(0).nullish(),
})

/**
 * Subnet 22's search (Desearch): posts of X, and pages of the web, of which most have no date and fall to the as-of
 * law. Its summaries are not used.
 */
export function desearch(settings: KeyedProviderSettings): NewsProvider {
  const { apiKey, baseUrl = 'https://api.desearch.ai' } = settings
  return defineProvider(
    {
      name: 'desearch',
      costUsdPerCall: 0.01,
      minIntervalMs: 500,
      timeoutMs: 60_000,
      request: ({ query, from, asOf, limit }) => ({
        method: 'POST',
        url: endpoint(baseUrl, '/desearch/ai/search'),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        secret: { headers: { authorization: apiKey } },
        body: JSON.stringify({
          prompt: query,
          tools: ['web', 'twitter'],
          start_date: isoSecond(from),
          end_date: isoSecond(asOf),
          count: Math.min(Math.max(limit, 10), 200),
          result_type: 'ONLY_LINKS',
          streaming: false,
        }),
      }),
      parse: (body, { fetchedAtMs }) => {
        const { search, tweets, cost_usd: costUsd } = readJson('desearch', body, ANSWER)
        const links = (search ?? []).map(({ title, link, snippet, date }) =>
          foundArticle({
            url: link,
            title: title ?? '',
            source: hostOf(link),
            published: parseDate(date, { fetchedAtMs }),
            text: snippet ?? '',
          }),
        )
        const articles = [...(tweets ?? []).map((tweet) => fromPost(tweet, fetchedAtMs)), ...links]
        return { articles, ...(typeof costUsd === 'number' && { costUsd }) }
      },
    },
    settings,
  )
}

function fromPost(post: z.infer<typeof POST>, fetchedAtMs: number): FoundArticle {
  return foundArticle({
    url: post.url || `https://x.com/i/status/${post.id}`,
    title: titleOfPost(post.text),
    source: post.user?.username ? `@${post.user.username}` : 'x.com',
    published: parseDate(post.created_at, { fetchedAtMs, isUtc: true }),
    text: post.text,
    // A changed post of X has another id.
    textMoment: 'published',
    isTitleFromText: true,
    language: post.lang ?? null,
  })
}
