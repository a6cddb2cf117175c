import type { DatePrecision } from './as-of/date-claim.ts'
import type { DropReason } from './as-of/judge-article.ts'
import type { Reserve } from './money.ts'

/** An article that passed the as-of law. */
export interface NewsArticle {
  /** SHA-256 of the canonical address. */
  readonly id: string
  readonly url: string
  /** The address without tracking, for comparison. */
  readonly canonicalUrl: string
  readonly title: string
  /** The publisher. */
  readonly source: string
  /** At face value; a day is its midnight UTC, the later one of two readings. Always before the as-of time. */
  readonly publishedAt: Date
  readonly datePrecision: DatePrecision
  /** The provider that ranked it best. */
  readonly provider: string
  /** Plain text; empty where only the headline is known, or the text may be later than the as-of time. */
  readonly text: string
  /** Where the text is from. */
  readonly textFrom: 'none' | 'provider' | 'page'
  /** ISO 639-1, or null where it cannot be told. */
  readonly language: string | null
}

/** What to search. */
export interface NewsSearch {
  readonly query?: string
  /** Several wordings of one search; their results are merged. */
  readonly queries?: readonly string[]
  /** Only what was published before this moment. */
  readonly asOf: Date
  /** Only what was published from this moment on. Without it the last 90 days are asked for, and older finds kept. */
  readonly from?: Date
  /** The most articles to give. */
  readonly limit: number
  readonly signal: AbortSignal
  /** For providers that are paid by the call. */
  readonly reserve?: Reserve
}

/** What one provider did for a search. */
export interface ProviderReport {
  readonly calls: number
  readonly costUsd: number
  /** Articles in its answers. */
  readonly found: number
  /** Articles of the result that it ranked best. */
  readonly given: number
  /** Searches answered from the store. */
  readonly replayed: number
  /** Codes of its failures, one a query: `E_NEWS_BUSY`, `E_NEWS_RATE` ... */
  readonly failures: readonly string[]
}

/** What a search found. */
export interface NewsResult {
  /** Best first. */
  readonly articles: readonly NewsArticle[]
  /** How many articles were dropped, by reason; every reason is there. */
  readonly dropped: Readonly<Record<DropReason, number>>
  /** Articles whose headline passed and whose text did not. */
  readonly textsWithheld: number
  /** Calls made to providers now. */
  readonly calls: number
  /** What they cost. */
  readonly costUsd: number
  /** Calls and cost of the answers used, when they were fetched: the same in a replay. */
  readonly recorded: { readonly calls: number; readonly costUsd: number }
  readonly byProvider: Readonly<Record<string, ProviderReport>>
}

/** Searches news published before a moment. */
export interface News {
  /**
   * Providers that fail are in the report; the search itself fails only by its signal, by wrong arguments
   * (`E_NEWS_SEARCH`) or by a cassette without the answer (`E_NEWS_NOT_RECORDED`).
   */
  search(search: NewsSearch): Promise<NewsResult>
  /** Ends the threads that read pages; the store stays open. */
  close(): Promise<void>
}
