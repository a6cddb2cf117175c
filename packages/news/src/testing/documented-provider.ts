import type { NewsProvider, ProviderSettings } from '../providers/news-provider.ts'

/** A provider with an answer of its documented shape, for tests. */
export interface DocumentedProvider {
  readonly name: string
  readonly open: (settings: ProviderSettings) => NewsProvider
  /** Where the key is to be found in the request as it is sent; null for none. */
  readonly keyPlace: string | null
  /** Parts of the request (address decoded, then body) that ask for the range 2025-02-01 to 2025-03-10T12:00Z. */
  readonly range: readonly string[]
  readonly answer: unknown
  /** What the first article must come to; `date` is "nominal earliest..latest" where that is not one second. */
  readonly expected: {
    readonly url: string
    readonly title: string
    readonly source: string
    readonly date: string
  }
  readonly text: string
  /** The moment of its text: fetch, published or an ISO time. */
  readonly textMoment: string
  readonly updated?: string
  /** An answer without articles. */
  readonly empty: unknown
}

/** The key that the documented providers are opened with. */
export const CANARY_KEY = 'canary-key-5f2e'

/** The article of every documented answer. */
export const STORY = {
  url: 'https://daily.example/story',
  title: 'Bank holds rate',
  atIso: '2025-03-09T18:30:00.000Z',
} as const
