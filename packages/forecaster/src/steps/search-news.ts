import { IgError } from '@ig/errors'
import { distinctArticles } from '../evidence/distinct-articles.ts'
import type { NewsArticle, NewsPort } from '../ports.ts'
import { newsReadBefore } from '../question.ts'
import { untilAborted } from '../until-aborted.ts'
import { stage } from './stage.ts'
import { asQuery } from './write-queries.ts'

type FoundNews = Awaited<ReturnType<NewsPort['search']>>

const NEWS_TIMEOUT_MS = 20_000

/**
 * Adds articles: all queries in one search, each article once. A re-forecast asks for what appeared since news was last
 * read, which is all of it where news was down. News that cannot be had costs the news, not the forecast.
 */
export function searchNews(news: NewsPort | undefined, limit: number) {
  return stage('news', async (state, run) => {
    if (news === undefined) return state
    const { question } = state
    const queries = state.queries.length > 0 ? state.queries : [asQuery(question)]
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(NEWS_TIMEOUT_MS)])
    const from = newsReadBefore(question)
    const search = {
      query: queries[0] as string,
      queries,
      asOf: question.asOf,
      limit,
      signal,
      ...(from && { from }),
      ...(run.reserve && { reserve: run.reserve }),
    }
    let found: FoundNews
    try {
      found = await untilAborted(news.search(search), signal)
    } catch (cause) {
      throw new IgError({ code: 'E_NEWS', message: 'News could not be searched.', cause, retryable: true })
    }
    run.usage.addNews(found.recorded ?? found)
    const lawful = found.articles.filter((article) => isLawful(article, question.asOf, from))
    const articles = distinctArticles(lawful)
      .slice(0, limit)
      .map((article) => ({ ...article, relevance: null, summary: null }))
    const newsReadUntil = isAnswered(found, queries.length) ? question.asOf : state.newsReadUntil
    return { ...state, articles, newsReadUntil }
  })
}

/** The as-of law: what is undated, or not published before the as-of time, reaches nobody. Nor what has no address. */
function isLawful({ publishedAt, url }: NewsArticle, asOf: Date, from: Date | null): boolean {
  return publishedAt < asOf && (from === null || publishedAt >= from) && /^https?:\/\/\S+$/i.test(url)
}

/** False where every provider that was asked failed on every query. */
function isAnswered({ articles, byProvider }: FoundNews, queries: number): boolean {
  if (byProvider === undefined || articles.length > 0) return true
  return Object.values(byProvider).some(
    ({ calls, replayed, failures }) => calls + replayed > 0 && failures.length < queries,
  )
}
