import type { DatedQuestion } from './question.ts'

/** A market's price with what is known about it. */
export interface MarketQuote {
  /** Of yes, 0 to 1, as it is traded. */
  readonly price: number
  /**
   * The forecast where nothing else is known, `weight` taken into account. Where it is missing, what the price is
   * worth is drawn towards the earlier belief or the prior, in logits, by as much as `weight` is below 1.
   */
  readonly probability?: number | undefined
  /** 0 to 1: how far it is to be believed. Default 1. */
  readonly weight?: number | undefined
  readonly venue?: string | null | undefined
  readonly url?: string | null | undefined
}

/** Asks a venue for the price of a question. */
export interface MarketPort {
  /** The price of yes at the question's `asOf`, from 0 to 1, uncalibrated; null where no market matches. */
  price(
    question: DatedQuestion,
    options: { readonly signal: AbortSignal },
  ): Promise<number | MarketQuote | null>
}

/** An article as a news source gives it. */
export interface NewsArticle {
  readonly url: string
  readonly title: string
  readonly source: string
  readonly publishedAt: Date
  readonly provider: string
  /** Plain text; empty where only the headline is known. */
  readonly text: string
}

/** What a provider of news did for a search. */
export interface ProviderOutcome {
  /** Calls made to it. */
  readonly calls: number
  /** Answers taken from a store. */
  readonly replayed: number
  /** Codes of what went wrong, one a query. */
  readonly failures: readonly string[]
}

/** Searches news published before a moment. */
export interface NewsPort {
  search(options: {
    /** The question itself. */
    readonly query: string
    /** Several searches to be made at once and merged, `query` among them. A source of one search may heed `query` alone. */
    readonly queries: readonly string[]
    /** Only articles published from this moment on: a re-forecast reads what is new. */
    readonly from?: Date
    /** Only articles published before this moment; the forecaster drops what is not. */
    readonly asOf: Date
    readonly limit: number
    readonly signal: AbortSignal
    /** For providers that are paid by the call. */
    readonly reserve?: Reserve
  }): Promise<{
    readonly articles: readonly NewsArticle[]
    /** Calls made to providers. */
    readonly calls: number
    readonly costUsd: number
    /** What each provider did, where that is told: a search that all of them failed has read nothing. */
    readonly byProvider?: Readonly<Record<string, ProviderOutcome>>
    /** What the answers used cost when they were fetched: tells the same in a replay, which costs nothing now. */
    readonly recorded?: { readonly calls: number; readonly costUsd: number }
  }>
}

/** Turns texts into vectors, for finding the articles nearest to a question. */
export interface EmbedPort {
  /** One vector for each text, in their order, all of one length. */
  embed(
    texts: readonly string[],
    options: { readonly signal: AbortSignal; readonly reserve?: Reserve },
  ): Promise<readonly ArrayLike<number>[]>
}

/** Money set aside for one call. */
export interface Reservation {
  /** Replaces the worst case by what the call cost; once. */
  settle(actualUsd: number): void
}

/** Sets the worst case of a paid call aside before it is made; throws `IgError` E_BUDGET where the cap would be passed. */
export type Reserve = (worstCaseUsd: number, purpose: string) => Reservation
