import type { FoundArticle } from '../article/found-article.ts'

/** What a provider is asked. The range is asked for even where the vendor does not promise to keep to it. */
export interface ProviderSearch {
  readonly query: string
  /** Articles from this moment on are wanted. */
  readonly from: Date
  /** Only articles before this moment. */
  readonly asOf: Date
  readonly limit: number
}

/** A request as plain data, with its secrets apart: those are in no key, log or error. */
export interface ProviderRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly secret?: {
    readonly headers?: Readonly<Record<string, string>>
    readonly query?: Readonly<Record<string, string>>
  }
}

/** What a provider's answer holds. */
export interface ProviderAnswer {
  /** Best first. */
  readonly articles: readonly FoundArticle[]
  /** What the call cost by the answer; absent where it does not say. */
  readonly costUsd?: number
}

/**
 * A source of news: how to ask it and how to read its answer, without I/O of its own. Rates, retries, time limits,
 * money and the as-of law are `createNews`'s.
 */
export interface NewsProvider {
  readonly name: string
  /** False where nobody has yet run it against the vendor: its shapes are from documents and SDKs. */
  readonly liveTested: boolean
  /** The most that one call costs. */
  readonly costUsdPerCall: number
  /** Least time between the starts of two calls. */
  readonly minIntervalMs: number
  readonly maxConcurrent: number
  readonly timeoutMs: number
  /** Statuses after which asking again is of no use: the key or the plan is at fault. */
  readonly stopStatuses: readonly number[]
  request(search: ProviderSearch): ProviderRequest
  /** @throws IgError `E_NEWS_ANSWER` for an answer of another form. */
  parse(body: string, context: { readonly fetchedAtMs: number }): ProviderAnswer
}

/** What every provider can be told. */
export interface ProviderSettings {
  /** Another address of the same interface, without a trailing slash; the vendor's by default. */
  readonly baseUrl?: string | undefined
  /** Least time between the starts of two calls; by default what the vendor's smallest plan allows. */
  readonly minIntervalMs?: number | undefined
  readonly maxConcurrent?: number | undefined
  readonly timeoutMs?: number | undefined
  /** The most that one call costs, by your plan. */
  readonly costUsdPerCall?: number | undefined
}

/** What a provider with a key can be told. */
export interface KeyedProviderSettings extends ProviderSettings {
  readonly apiKey: string
}

const DEFAULTS = {
  // A key at hand is what it takes to say otherwise: see docs/news.md.
  liveTested: false,
  costUsdPerCall: 0,
  minIntervalMs: 0,
  maxConcurrent: 4,
  timeoutMs: 15_000,
  stopStatuses: [401, 402] as readonly number[],
}

/** A provider with its defaults, and over them what the user set. */
export function defineProvider(
  provider: Partial<NewsProvider> & Pick<NewsProvider, 'name' | 'request' | 'parse'>,
  settings: ProviderSettings,
): NewsProvider {
  const { minIntervalMs, maxConcurrent, timeoutMs, costUsdPerCall } = settings
  return {
    ...DEFAULTS,
    ...provider,
    ...(minIntervalMs !== undefined && { minIntervalMs }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(costUsdPerCall !== undefined && { costUsdPerCall }),
  }
}
