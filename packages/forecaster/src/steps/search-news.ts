import { IgError } from '@ig/errors'
import { distinctArticles } from '../evidence/distinct-articles.ts'
import type { NewsArticle, NewsPort } from '../ports.ts'
import type { DatedQuestion } from '../question.ts'
import { untilAborted } from '../until-aborted.ts'
import { stage } from './stage.ts'
import { asQuery } from './write-queries.ts'

const NEWS_TIMEOUT_MS = 20_000

/**
 * Adds articles: all queries in one search, each article once. A re-forecast asks for what appeared since the earlier
 * belief. News that cannot be had costs the news, not the forecast.
 */
export function searchNews(news: NewsPort | undefined, limit: number) {
  return stage('news', async (state, run) => {
    if (news === undefined) return state
    const { question } = state
    const queries = state.queries.length > 0 ? state.queries : [asQuery(question)]
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(NEWS_TIMEOUT_MS)])
    const from = question.earlier?.madeAt
    const search = {
      query: queries[0] as string,
      queries,
      asOf: question.asOf,
      limit,
      signal,
      ...(from && { from }),
      ...(run.reserve && { reserve: run.reserve }),
    }
    let found: Awaited<ReturnType<NewsPort['search']>>
    try {
      found = await untilAborted(news.search(search), signal)
    } catch (cause) {
      throw new IgError({ code: 'E_NEWS', message: 'News could not be searched.', cause, retryable: true })
    }
    run.usage.addNews(found.recorded ?? found)
    const lawful = found.articles.filter((article) => isLawful(article, question))
    const articles = distinctArticles(lawful)
      .slice(0, limit)
      .map((article) => ({ ...article, relevance: null, summary: null }))
    return { ...state, articles }
  })
}

/** The as-of law: what is undated, or not published before the as-of time, reaches nobody. Nor what has no address. */
function isLawful({ publishedAt, url }: NewsArticle, { asOf, earlier }: DatedQuestion): boolean {
  const publishedMs = publishedAt.getTime()
  const isNew = !earlier || publishedMs >= earlier.madeAt.getTime()
  return publishedMs < asOf.getTime() && isNew && /^https?:\/\/\S+$/i.test(url)
}
