import type { FoundArticle } from '../article/found-article.ts'
import type { DateClaim } from './date-claim.ts'

/** Why an article reaches nobody. */
export type DropReason =
  /** It has no date, or none that can be read or believed. */
  | 'undated'
  /** It is dated at or after the as-of time. */
  | 'late'
  /** Its date leaves it open: a day, no zone, `03/04/2025`, "1 day ago". */
  | 'maybe-late'
  /** It was changed at or after the as-of time, or may have been. */
  | 'updated-later'
  /** All that is known of it is text that may be later than the as-of time. */
  | 'live-text'
  /** It is older than the search asked for. */
  | 'before-from'
  /** Its address is not http or https, or it has neither title nor text. */
  | 'unusable'
  /** It speaks to the model that will read it. */
  | 'hostile'
  /** It is another article again. */
  | 'duplicate'

/** What an article is judged by. */
export interface AsOfLaw {
  readonly asOfMs: number
  /** Articles published before it are not wanted; null for no such limit. */
  readonly fromMs: number | null
  /** When the article was fetched. */
  readonly fetchedAtMs: number
  /** Up to this age of the as-of time at the fetch a page read now counts as read at the as-of time. */
  readonly liveWindowMs: number
}

/** Whether an article may be known at the as-of time: as it is, without its text, or not at all and why. */
export type Verdict =
  | { readonly isKept: true; readonly article: FoundArticle; readonly isTextWithheld: boolean }
  | { readonly isKept: false; readonly reason: DropReason }

/**
 * The as-of law, the same for live searches (as-of is now) and for backtests. An article passes where every reading
 * of its date, and of the date of its last change, lies before the as-of time. Its text passes where it was taken
 * from the page before the as-of time, or within the live window; else it is withheld and the headline stays.
 */
export function judgeArticle(article: FoundArticle, law: AsOfLaw): Verdict {
  const { asOfMs, fromMs } = law
  const { published } = article
  if (published === null) return drop('undated')
  if (published.earliestMs >= asOfMs) return drop('late')
  // Nothing is found before it is published: such a date is made up.
  if (published.earliestMs > law.fetchedAtMs) return drop('undated')
  if (published.latestMs >= asOfMs) return drop(published.nominalMs >= asOfMs ? 'late' : 'maybe-late')
  if (isUpdatedLater(article.updated, law)) return drop('updated-later')
  if (fromMs !== null && published.latestMs < fromMs) return drop('before-from')
  if (isTextBefore(article, law)) return { isKept: true, article, isTextWithheld: false }
  if (article.isTitleFromText) return drop('live-text')
  return { isKept: true, article: { ...article, text: '' }, isTextWithheld: article.text !== '' }
}

/** True where the as-of time was now, or nearly, when the article was fetched. */
export function isLive({ asOfMs, fetchedAtMs, liveWindowMs }: AsOfLaw): boolean {
  return asOfMs >= fetchedAtMs - liveWindowMs
}

function isUpdatedLater(updated: DateClaim | 'unreadable' | null, law: AsOfLaw): boolean {
  if (updated === null) return false
  if (updated === 'unreadable') return !isLive(law)
  if (updated.latestMs < law.asOfMs) return false
  // A page read now was changed before now, even where its date of change names only the day.
  return !isLive(law) || updated.earliestMs >= law.asOfMs
}

function isTextBefore({ text, textMoment }: FoundArticle, law: AsOfLaw): boolean {
  if (text === '' || textMoment === 'published') return true
  return isLive(law) || (textMoment !== 'fetch' && textMoment.latestMs < law.asOfMs)
}

function drop(reason: DropReason): Verdict {
  return { isKept: false, reason }
}
