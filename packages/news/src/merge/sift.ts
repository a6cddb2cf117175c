import { cleanLine, cleanText } from '../article/clean-text.ts'
import { isFollowable } from '../article/followable.ts'
import type { FoundArticle } from '../article/found-article.ts'
import { isHostileText } from '../article/hostile-text.ts'
import { type AsOfLaw, type DropReason, judgeArticle } from '../as-of/judge-article.ts'
import { canonicalUrl } from './canonical-url.ts'
import { nearDuplicates } from './duplicates.ts'

/** What one provider found by one query, best first. */
export interface FoundList {
  readonly provider: string
  readonly fetchedAtMs: number
  readonly articles: readonly FoundArticle[]
}

/** An article that was dropped. */
export interface Drop {
  readonly url: string
  readonly provider: string
  readonly reason: DropReason
}

/** An article that passed, cleaned. */
export interface Candidate {
  readonly article: FoundArticle
  readonly publishedAt: Date
  readonly canonicalUrl: string
  readonly provider: string
  /** Reciprocal ranks, summed over the lists that hold it. */
  readonly score: number
}

/** What passed, best first, and what did not. */
export interface Sifted {
  readonly candidates: readonly Candidate[]
  readonly drops: readonly Drop[]
  readonly textsWithheld: number
}

const MAX_TITLE_LENGTH = 500
/** The longest text that is kept of an article. */
export const MAX_TEXT_LENGTH = 20_000
/** Reciprocal rank fusion (Cormack, Clarke, Buettcher 2009). */
const RANK_OFFSET = 60

/**
 * Lists of found articles as one: each article under the as-of law, hostile ones and duplicates gone, ranked by
 * reciprocal rank fusion. What one provider shows to be late, changed later or hostile is out for all, under
 * whichever address of it. Pure; the same lists give the same result.
 */
export function sift(lists: readonly FoundList[], law: Omit<AsOfLaw, 'fetchedAtMs'>): Sifted {
  const drops: Drop[] = []
  const condemned = new Map<string, DropReason>()
  const passed: (Candidate & { readonly isTextWithheld: boolean })[] = []
  for (const { provider, fetchedAtMs, articles } of lists) {
    for (const [rank, raw] of articles.entries()) {
      const article = clean(raw)
      const canonical = canonicalUrl(article.url)
      const drop = (reason: DropReason) => drops.push({ url: article.url, provider, reason })
      if (canonical === null || (article.title === '' && article.text === '')) {
        drop('unusable')
        continue
      }
      const verdict = judgeArticle(article, { ...law, fetchedAtMs })
      const reason = verdict.isKept ? (isHostile(article) ? 'hostile' : null) : verdict.reason
      if (reason !== null) drop(reason)
      if (reason !== null && isCondemning(reason, article)) condemned.set(canonical, reason)
      if (reason !== null || !verdict.isKept) continue
      passed.push({
        article: verdict.article,
        publishedAt: new Date(verdict.article.published?.nominalMs ?? Number.NaN),
        canonicalUrl: canonical,
        provider,
        score: 1 / (RANK_OFFSET + rank),
        isTextWithheld: verdict.isTextWithheld,
      })
    }
  }
  const sound: typeof passed = []
  for (const candidate of passed) {
    const reason = condemned.get(candidate.canonicalUrl)
    if (reason === undefined) sound.push(candidate)
    else drops.push({ url: candidate.article.url, provider: candidate.provider, reason })
  }
  const candidates = withoutNearDuplicates(fuse(sound, drops), drops)
  const textsWithheld = candidates.filter(
    ({ canonicalUrl: url, article }) =>
      article.text === '' && sound.some((one) => one.canonicalUrl === url && one.isTextWithheld),
  ).length
  return { candidates, drops, textsWithheld }
}

/** Of articles that repeat one another one stays, in the best one's place: with text, else with a page to be read. */
function withoutNearDuplicates<T extends Candidate>(ranked: readonly T[], drops: Drop[]): T[] {
  const chosen = [...ranked]
  for (const [index, original] of nearDuplicates(ranked.map(comparable)).entries()) {
    const [first, repeat] = [chosen[original ?? -1], ranked[index]]
    if (original === null || first === undefined || repeat === undefined) continue
    const [kept, gone] = use(repeat) > use(first) ? [repeat, first] : [first, repeat]
    chosen[original] = { ...kept, score: first.score }
    drops.push({ url: gone.article.url, provider: gone.provider, reason: 'duplicate' })
    delete chosen[index]
  }
  return chosen.filter((candidate) => candidate !== undefined)
}

function use({ article }: Candidate): number {
  return (article.text === '' ? 0 : 2) + (isFollowable(article.url) ? 1 : 0)
}

function clean(article: FoundArticle): FoundArticle {
  return {
    ...article,
    title: cleanLine(article.title, MAX_TITLE_LENGTH),
    source: cleanLine(article.source, 100),
    text: cleanText(article.text, MAX_TEXT_LENGTH),
  }
}

function isHostile({ title, text, source }: FoundArticle): boolean {
  return isHostileText(title) || isHostileText(text) || isHostileText(source)
}

function isCondemning(reason: DropReason, article: FoundArticle): boolean {
  // When a provider first saw an article says nothing against it.
  return reason === 'hostile' || reason === 'updated-later' || (reason === 'late' && !article.isFirstSeen)
}

function comparable({ article, publishedAt }: Candidate) {
  return { title: article.title, text: article.text, publishedAt }
}

/** One candidate an address, the scores added; of equal ones the one with text, then the better ranked. */
function fuse<T extends Candidate>(candidates: readonly T[], drops: Drop[]): T[] {
  const byUrl = new Map<string, T>()
  for (const candidate of candidates) {
    const other = byUrl.get(candidate.canonicalUrl)
    if (other === undefined) {
      byUrl.set(candidate.canonicalUrl, candidate)
      continue
    }
    const isBetter = preference(candidate) > preference(other)
    const [kept, gone] = isBetter ? [candidate, other] : [other, candidate]
    drops.push({ url: gone.article.url, provider: gone.provider, reason: 'duplicate' })
    byUrl.set(candidate.canonicalUrl, { ...kept, score: kept.score + gone.score })
  }
  return [...byUrl.values()].sort(
    (one, other) =>
      other.score - one.score ||
      other.publishedAt.getTime() - one.publishedAt.getTime() ||
      (one.canonicalUrl < other.canonicalUrl ? -1 : 1),
  )
}

function preference({ article, score }: Candidate): number {
  return (article.text === '' ? 0 : 1) + score
}
