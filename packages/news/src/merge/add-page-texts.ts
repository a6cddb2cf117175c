import type { PageReader } from '../article/page-reader.ts'
import { type ArticlePage, judgePage } from '../article/read-page.ts'
import type { AsOfLaw } from '../as-of/judge-article.ts'
import { nearDuplicates } from './duplicates.ts'
import type { Candidate, Drop } from './sift.ts'

/** A candidate with the text of its page, where that was needed and may be used. */
export interface ReadCandidate extends Candidate {
  readonly isTextOfPage: boolean
}

/**
 * The first `limit` candidates whose pages say nothing against them. The page of each one without text is read, in
 * backtests too: its text is withheld then, but its dates show what was changed later. What falls away is made up
 * for by those next in rank.
 */
export async function addPageTexts(
  candidates: readonly Candidate[],
  options: {
    readonly limit: number
    readonly law: Omit<AsOfLaw, 'fetchedAtMs'>
    readonly reader: PageReader
    /** Time for the pages; what has not come by then stays a headline. */
    readonly timeoutMs: number
    readonly signal: AbortSignal
  },
): Promise<{ readonly candidates: ReadCandidate[]; readonly drops: Drop[]; readonly textsWithheld: number }> {
  const { limit, law, reader } = options
  const pagesSignal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
  const drops: Drop[] = []
  let kept: ReadCandidate[] = []
  let textsWithheld = 0
  let next = 0
  while (kept.length < limit && next < candidates.length) {
    const batch = candidates.slice(next, next + limit - kept.length)
    next += batch.length
    const pages = await Promise.all(
      batch.map(({ article }) => (article.text === '' ? reader.read(article.url, pagesSignal) : null)),
    )
    options.signal.throwIfAborted()
    for (const [index, candidate] of batch.entries()) {
      const page = pages[index] ?? null
      const judged = page === null ? null : judge(candidate, page, law)
      if (judged?.reason)
        drops.push({ url: candidate.article.url, provider: candidate.provider, reason: judged.reason })
      else {
        if (page && judged?.isTextUsable === false && page.text !== '') textsWithheld += 1
        kept.push(
          page && judged?.isTextUsable ? withPage(candidate, page) : { ...candidate, isTextOfPage: false },
        )
      }
    }
    const originals = nearDuplicates(kept.map(comparable))
    kept = kept.filter((candidate, index) => {
      if (originals[index] === null) return true
      drops.push({ url: candidate.article.url, provider: candidate.provider, reason: 'duplicate' })
      return false
    })
  }
  return { candidates: kept, drops, textsWithheld }
}

function judge({ article }: Candidate, page: ArticlePage, law: Omit<AsOfLaw, 'fetchedAtMs'>) {
  return article.published === null ? null : judgePage(page, article.published, law)
}

function withPage(candidate: Candidate, { text, language }: ArticlePage): ReadCandidate {
  const article = { ...candidate.article, text, language: language ?? candidate.article.language }
  return { ...candidate, article, isTextOfPage: true }
}

function comparable({ article, publishedAt }: Candidate) {
  return { title: article.title, text: article.text, publishedAt }
}
