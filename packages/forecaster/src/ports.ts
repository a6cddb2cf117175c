import type { DatedQuestion } from './question.ts'

/** Asks a venue for the price of a question. */
export interface MarketPort {
  /** The price of yes at the question's `asOf`, from 0 to 1, uncalibrated; null where no market matches. */
  price(question: DatedQuestion, options: { readonly signal: AbortSignal }): Promise<number | null>
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

/** Searches news published before a moment. */
export interface NewsPort {
  search(options: {
    readonly query: string
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
  }>
}

/** Money set aside for one call. */
export interface Reservation {
  /** Replaces the worst case by what the call cost; once. */
  settle(actualUsd: number): void
}

/** Sets the worst case of a paid call aside before it is made; throws `IgError` E_BUDGET where the cap would be passed. */
export type Reserve = (worstCaseUsd: number, purpose: string) => Reservation
