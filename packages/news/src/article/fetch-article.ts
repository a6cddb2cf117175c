import type { DropReason } from '../as-of/judge-article.ts'
import type { FetchLimits, ResolveName } from './safe-fetch.ts'

/** How one article is fetched. */
export interface FetchArticleOptions {
  /** The as-of law holds for the text: a page read now is withheld from a backtest. */
  readonly asOf: Date
  readonly signal: AbortSignal
  /** Lifts the bans on private hosts and other ports, never those on link-local and metadata addresses. Default false. */
  readonly allowPrivateHosts?: boolean | undefined
  readonly limits?: FetchLimits | undefined
  readonly nowMs?: (() => number) | undefined
  /** Up to this age of the as-of time a page read now counts as read then. Default five minutes. */
  readonly liveWindowMs?: number | undefined
  /** For tests: how names are resolved. */
  readonly resolveName?: ResolveName | undefined
}

/** An article by its page. */
export interface FetchedArticle {
  /** After redirects. */
  readonly url: string
  readonly title: string
  /** Plain text; empty where it is withheld. */
  readonly text: string
  readonly language: string | null
  /** Why there is no text, where the as-of law is the reason. */
  readonly withheld: DropReason | null
}

/**
 * The text of an article by its page: fetched with protection against server-side request forgery, read in a thread
 * with limits, under the as-of law.
 *
 * @throws IgError `E_NEWS_FETCH_REFUSED`, `E_NEWS_FETCH_REDIRECT`, `E_NEWS_FETCH_STATUS`, `E_NEWS_FETCH_TYPE`,
 * `E_NEWS_FETCH_TOO_LARGE`, `E_NEWS_FETCH_TIMEOUT`, `E_NEWS_FETCH_UNREACHABLE`, `E_NEWS_PAGE_UNREADABLE`
 * @example
 * const { text } = await fetchArticle('https://example.com/story', { asOf: new Date(), signal })
 */
export async function fetchArticle(url: string, options: FetchArticleOptions): Promise<FetchedArticle> {
  const { asOf, liveWindowMs = 5 * 60_000, nowMs = Date.now } = options
  // Loaded at the first use: most of what this package weighs hangs on it.
  const [{ createExtractor }, { judgePage, readPage }] = await Promise.all([
    import('./extractor.ts'),
    import('./read-page.ts'),
  ])
  const extractor = createExtractor()
  try {
    const page = await readPage(url, { ...options, extractor, nowMs })
    // The page is all that is known here: its own dates decide, and a long past stands for none.
    const published = { nominalMs: 0, earliestMs: 0, latestMs: 0, precision: 'second' } as const
    const verdict = judgePage(page, published, { asOfMs: asOf.getTime(), fromMs: null, liveWindowMs })
    const withheld = verdict.reason ?? (verdict.isTextUsable || page.text === '' ? null : 'live-text')
    const text = withheld === null ? page.text : ''
    return {
      url: page.url,
      title: withheld === null ? page.title : '',
      text,
      language: page.language,
      withheld,
    }
  } finally {
    await extractor.close()
  }
}
