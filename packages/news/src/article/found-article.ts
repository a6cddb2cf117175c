import type { DateClaim } from '../as-of/date-claim.ts'

/**
 * When the text was taken from its page: at the fetch (a live page, or a provider that reads pages again), at
 * publication (the provider keeps what it first read), or at a moment that the provider names.
 */
export type TextMoment = 'fetch' | 'published' | DateClaim

/** An article as a provider gives it, before the as-of law. */
export interface FoundArticle {
  readonly url: string
  readonly title: string
  /** The publisher, as the provider names it; else the host of the address. */
  readonly source: string
  /** Null where the article has no date that can be read. */
  readonly published: DateClaim | null
  /** True where `published` is when the provider first saw the article, which may be later than its publication. */
  readonly isFirstSeen: boolean
  /** When the article was changed last; `unreadable` where there is such a date that cannot be read. */
  readonly updated: DateClaim | 'unreadable' | null
  /** Plain text; empty where only the headline is known. */
  readonly text: string
  readonly textMoment: TextMoment
  /** True where the title is cut out of the text (a post), and is only as good as it. */
  readonly isTitleFromText: boolean
  /** ISO 639-1, where the provider says it. */
  readonly language: string | null
}

/** An article with the defaults of what a provider does not say. */
export function foundArticle(
  known: Partial<FoundArticle> & Pick<FoundArticle, 'url' | 'title' | 'published'>,
): FoundArticle {
  return {
    source: '',
    isFirstSeen: false,
    updated: null,
    text: '',
    textMoment: 'fetch',
    isTitleFromText: false,
    language: null,
    ...known,
  }
}
