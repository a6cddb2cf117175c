import { IgError } from '@ig/errors'
import type { NewsArticle, NewsPort } from '../ports.ts'
import { untilAborted } from '../until-aborted.ts'
import { type ForecastState, stage } from './forecast-state.ts'

const MAX_ARTICLES = 10
const NEWS_TIMEOUT_MS = 15_000

/** Adds articles found by the question itself. News that cannot be had costs the news, not the forecast. */
export function gatherNews(news: NewsPort | undefined) {
  return stage('news', async (state, run): Promise<ForecastState> => {
    if (news === undefined) return state
    const { question, asOf } = state.question
    try {
      const signal = AbortSignal.any([run.signal, AbortSignal.timeout(NEWS_TIMEOUT_MS)])
      const reserve = run.reserve && { reserve: run.reserve }
      const search = news.search({ query: question, asOf, limit: MAX_ARTICLES, signal, ...reserve })
      const found = await untilAborted(search, signal)
      run.usage.addNews(found)
      return { ...state, articles: found.articles.filter(isBefore(asOf)).slice(0, MAX_ARTICLES) }
    } catch (cause) {
      run.warn(
        new IgError({ code: 'E_NEWS', message: 'News could not be searched.', cause, retryable: true }),
      )
      return state
    }
  })
}

/** The as-of law: what is undated, or not published before the as-of time, reaches nobody. */
function isBefore(asOf: Date): (article: NewsArticle) => boolean {
  return ({ publishedAt }) => publishedAt.getTime() < asOf.getTime()
}
