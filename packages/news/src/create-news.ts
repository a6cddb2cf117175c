import { IgError } from '@ig/errors'
import type { ArticleTextSettings, PageReader } from './article/page-reader.ts'
import { addPageTexts, type ReadCandidate } from './merge/add-page-texts.ts'
import type { Drop, FoundList } from './merge/sift.ts'
import { type Candidate, sift } from './merge/sift.ts'
import type { News, NewsArticle, NewsSearch } from './news.ts'
import type { NewsProvider } from './providers/news-provider.ts'
import { type Asked, countDrops, reportProviders } from './search-report.ts'
import { hashKey } from './store/answer-key.ts'
import type { AnswerStore } from './store/answer-store.ts'
import type { NewsAlert } from './transport/provider-caller.ts'
import { createStoredSearch } from './transport/stored-search.ts'

/** What `createNews` is made of. */
export interface NewsSettings {
  /** In the order in which they are preferred. */
  readonly providers: readonly NewsProvider[]
  /** A cache (`openNewsCache`) or a cassette (`openCassette`). */
  readonly cache?: AnswerStore | undefined
  /** `merge` (default) asks all providers at once; `first` the next one only where the one before gave nothing. */
  readonly mode?: 'merge' | 'first' | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
  /** 0 to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined
  readonly onDrop?: ((drop: Drop) => void) | undefined
  readonly onAlert?: ((alert: NewsAlert) => void) | undefined
  /** Up to this age of the as-of time pages read now are read at the as-of time. Default five minutes. */
  readonly liveWindowMs?: number | undefined
  /** Time for one search. Default 12 s; what was found by then is given. Pages have two seconds of it at least. */
  readonly deadlineMs?: number | undefined
  /** A provider without a free slot within it is passed over. Default 1 s. */
  readonly maxWaitMs?: number | undefined
  /**
   * Whether the pages of articles without text are read; their dates count in backtests too, their text does not.
   * Default false.
   */
  readonly articleText?: boolean | ArticleTextSettings | undefined
}

const DAY_MS = 86_400_000
const DEFAULT_LOOKBACK_MS = 90 * DAY_MS
const MIN_PAGES_MS = 2_000
const MAX_QUERY_LENGTH = 400

/**
 * News limited to an as-of time, from many providers.
 *
 * @throws IgError `E_NEWS_PROVIDER` for two providers of one name
 * @example
 * const news = createNews({ providers: [googleNews(), gdelt()] })
 * const { articles } = await news.search({ query: 'fed rates', asOf: new Date(), limit: 10, signal })
 */
export function createNews(settings: NewsSettings): News {
  const {
    providers,
    cache: store,
    mode = 'merge',
    fetch: send = globalThis.fetch,
    nowMs = Date.now,
    random = Math.random,
    onDrop = () => {},
    onAlert = () => {},
    liveWindowMs = 5 * 60_000,
    deadlineMs = 12_000,
    maxWaitMs = 1_000,
    articleText = false,
  } = settings
  const context = { fetch: send, nowMs, random, onAlert, maxWaitMs, deadlineMs, store, liveWindowMs }
  const searches = new Map(
    providers.map((provider) => [provider.name, createStoredSearch(provider, context)]),
  )
  if (searches.size < providers.length) throw twice(providers)
  let reader: Promise<PageReader> | undefined

  async function ask(provider: NewsProvider, query: string, search: NewsSearch): Promise<Asked> {
    const { asOf, limit, signal, reserve } = search
    const from = search.from ?? new Date(asOf.getTime() - DEFAULT_LOOKBACK_MS)
    const outcome = await searches.get(provider.name)?.({ query, from, asOf, limit }, { signal, reserve })
    if (outcome === undefined) throw new TypeError(`no caller for ${provider.name}`)
    const { body, fetchedAtMs } = outcome
    const list = { provider: provider.name, fetchedAtMs }
    if (body === null) return { outcome, list: { ...list, articles: [] } }
    try {
      return { outcome, list: { ...list, articles: provider.parse(body, { fetchedAtMs }).articles } }
    } catch (error) {
      // Another version of this code kept it.
      if (!IgError.isInstance(error)) throw error
      const failure = { code: error.code, message: error.message }
      return { outcome: { ...outcome, failure }, list: { ...list, articles: [] } }
    }
  }

  async function readPages(
    candidates: readonly Candidate[],
    law: Parameters<typeof addPageTexts>[1]['law'],
    { limit, signal }: NewsSearch,
    startMs: number,
  ): ReturnType<typeof addPageTexts> {
    if (!articleText) {
      const headlines = candidates.slice(0, limit).map((candidate) => ({ ...candidate, isTextOfPage: false }))
      return { candidates: headlines, drops: [], textsWithheld: 0 }
    }
    // Loaded at the first use: most of what this package weighs hangs on it.
    reader ??= import('./article/page-reader.ts').then(({ createPageReader }) =>
      createPageReader({ ...(articleText === true ? {} : articleText), store, nowMs }),
    )
    const leftMs = startMs + deadlineMs - performance.now()
    const timeoutMs = Math.ceil(Math.max(leftMs, MIN_PAGES_MS))
    return addPageTexts(candidates, { limit, law, reader: await reader, timeoutMs, signal })
  }

  return {
    async search(search) {
      const startMs = performance.now()
      const queries = requireSearch(search)
      const law = { asOfMs: search.asOf.getTime(), fromMs: search.from?.getTime() ?? null, liveWindowMs }
      const askAll = (asked: readonly NewsProvider[]) =>
        Promise.all(asked.flatMap((provider) => queries.map((query) => ask(provider, query, search))))
      let all: Asked[] = []
      if (mode === 'merge') all = await askAll(providers)
      else {
        for (const provider of providers) {
          all = [...all, ...(await askAll([provider]))]
          if (sift(listsOf(all), law).candidates.length > 0) break
        }
      }
      const sifted = sift(listsOf(all), law)
      const read = await readPages(sifted.candidates, law, search, startMs)
      const drops = [...sifted.drops, ...read.drops]
      for (const drop of drops) onDrop(drop)
      const articles = read.candidates.map(toArticle)
      const textsWithheld = sifted.textsWithheld + read.textsWithheld
      return {
        articles,
        textsWithheld,
        dropped: countDrops(drops),
        ...reportProviders(providers, all, articles),
      }
    },
    async close() {
      await (await reader)?.close()
    },
  }
}

function listsOf(asked: readonly Asked[]): FoundList[] {
  return asked.map(({ list }) => list)
}

function requireSearch(search: NewsSearch): string[] {
  const queries = [...(search.queries ?? []), ...(search.query === undefined ? [] : [search.query])]
    .map((query) =>
      query
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, MAX_QUERY_LENGTH)
        .trim(),
    )
    .filter((query) => query !== '')
  const wrong = (what: string) =>
    new IgError({
      code: 'E_NEWS_SEARCH',
      message: 'A news search cannot be made as asked.',
      values: { what },
    })
  if (queries.length === 0) throw wrong('no query')
  if (!(search.asOf instanceof Date) || Number.isNaN(search.asOf.getTime())) throw wrong('asOf is no date')
  if (search.from && !(search.from.getTime() < search.asOf.getTime())) throw wrong('from is not before asOf')
  if (!Number.isInteger(search.limit) || search.limit < 1) throw wrong('limit is no whole number above 0')
  return [...new Set(queries)]
}

function toArticle({
  article,
  publishedAt,
  canonicalUrl,
  provider,
  isTextOfPage,
}: ReadCandidate): NewsArticle {
  const { url, title, source, text, published, language } = article
  return {
    id: hashKey(canonicalUrl),
    url,
    canonicalUrl,
    title,
    source,
    publishedAt,
    datePrecision: published?.precision ?? 'day',
    provider,
    text,
    textFrom: text === '' ? 'none' : isTextOfPage ? 'page' : 'provider',
    language,
  }
}

function twice(providers: readonly NewsProvider[]): IgError {
  return new IgError({
    code: 'E_NEWS_PROVIDER',
    message: 'Two news providers have one name.',
    values: { providers: providers.map(({ name }) => name) },
  })
}
