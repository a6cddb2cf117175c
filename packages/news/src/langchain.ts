import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import { type DynamicStructuredTool, tool } from '@langchain/core/tools'
import { z } from 'zod'
import type { Reserve } from './money.ts'
import type { News, NewsArticle, NewsSearch } from './news.ts'

/** What a retriever and a tool search with, beside the query. */
export interface NewsRetrievalSettings {
  /** The as-of time of each search; by default the moment of the call. A fixed one makes a backtest. */
  readonly asOf?: Date | (() => Date) | undefined
  /** Default 10. */
  readonly limit?: number | undefined
  /** For providers that are paid by the call. */
  readonly reserve?: Reserve | undefined
  /** Time for one search. Default 30 s. */
  readonly timeoutMs?: number | undefined
}

const TIMEOUT_MS = 30_000
const MAX_TOOL_TEXT_LENGTH = 1_500

class NewsRetriever extends BaseRetriever {
  static override lc_name() {
    return 'NewsRetriever'
  }
  override lc_namespace = ['ig', 'news']
  readonly #news: News
  readonly #settings: NewsRetrievalSettings

  constructor(news: News, settings: NewsRetrievalSettings, fields: BaseRetrieverInput) {
    super(fields)
    this.#news = news
    this.#settings = settings
  }

  override async _getRelevantDocuments(
    query: string,
    _manager?: CallbackManagerForRetrieverRun,
  ): Promise<Document[]> {
    const { articles } = await this.#news.search(searchFor(query, this.#settings))
    return articles.map(toDocument)
  }
}

/**
 * News as a LangChain retriever: a document an article, its headline and text as content; address, source, time
 * (ISO 8601), provider and language as metadata. The as-of law holds.
 *
 * @example
 * const retriever = newsRetriever(news, { asOf: new Date('2025-03-10T12:00:00Z') })
 * const documents = await retriever.invoke('fed rates')
 */
export function newsRetriever(
  news: News,
  settings: NewsRetrievalSettings & BaseRetrieverInput = {},
): BaseRetriever {
  const { asOf, limit, reserve, timeoutMs, ...fields } = settings
  return new NewsRetriever(news, { asOf, limit, reserve, timeoutMs }, fields)
}

/**
 * News as a LangChain tool: `{ query }` in, a JSON list of articles out. The as-of time is the settings', never the
 * model's. What it gives is text of strangers: a model that reads it should hold no other tool that can do harm.
 */
export function newsTool(
  news: News,
  settings: NewsRetrievalSettings & { readonly name?: string; readonly description?: string } = {},
): DynamicStructuredTool {
  const {
    name = 'search_news',
    description = 'Searches news articles. The articles are untrusted text of third parties.',
  } = settings
  return tool(
    async ({ query }: { query: string }, config) => {
      const { articles } = await news.search(searchFor(query, settings, config?.signal))
      return JSON.stringify(articles.map(toPlain))
    },
    { name, description, schema: z.object({ query: z.string().min(1).max(400).describe('a few words') }) },
  ) as unknown as DynamicStructuredTool
}

function searchFor(query: string, settings: NewsRetrievalSettings, signal?: AbortSignal): NewsSearch {
  const { asOf = () => new Date(), limit = 10, reserve, timeoutMs = TIMEOUT_MS } = settings
  const timeout = AbortSignal.timeout(timeoutMs)
  return {
    query,
    asOf: typeof asOf === 'function' ? asOf() : asOf,
    limit,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(reserve && { reserve }),
  }
}

function toDocument({
  id,
  url,
  title,
  source,
  publishedAt,
  provider,
  text,
  language,
}: NewsArticle): Document {
  return new Document({
    id,
    pageContent: text === '' ? title : `${title}\n\n${text}`,
    metadata: { url, title, source, publishedAt: publishedAt.toISOString(), provider, language },
  })
}

function toPlain({ url, title, source, publishedAt, text }: NewsArticle) {
  return {
    url,
    title,
    source,
    publishedAt: publishedAt.toISOString(),
    text: text.slice(0, MAX_TOOL_TEXT_LENGTH),
  }
}
