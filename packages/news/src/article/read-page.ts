import { z } from 'zod'
import type { DateClaim } from '../as-of/date-claim.ts'
import { type AsOfLaw, type DropReason, judgeArticle } from '../as-of/judge-article.ts'
import { parseDate } from '../as-of/parse-date.ts'
import { readUpdate } from '../providers/read-answer.ts'
import { cleanText } from './clean-text.ts'
import { decodePage } from './decode-page.ts'
import type { Extractor } from './extractor.ts'
import { foundArticle } from './found-article.ts'
import { isHostileText } from './hostile-text.ts'
import { type FetchLimits, type ResolveName, safeFetch } from './safe-fetch.ts'

/** A page as it was read, before the as-of law. */
export const ARTICLE_PAGE = z.object({
  /** After redirects. */
  url: z.string(),
  fetchedAtMs: z.number(),
  title: z.string(),
  text: z.string(),
  language: z.string().nullable(),
  isHostile: z.boolean(),
  published: z.array(z.string()),
  updated: z.array(z.string()),
})
export type ArticlePage = z.infer<typeof ARTICLE_PAGE>

/** How pages are read. */
export interface ReadPageSettings {
  /** Lifts the bans on private hosts and other ports. Default false. */
  readonly allowPrivateHosts?: boolean | undefined
  readonly limits?: FetchLimits | undefined
  readonly resolveName?: ResolveName | undefined
}

/** Fetches a page and reads its article; throws as `safeFetch` and the extractor do. */
export async function readPage(
  url: string,
  settings: ReadPageSettings & {
    readonly extractor: Extractor
    readonly signal: AbortSignal
    readonly nowMs: () => number
  },
): Promise<ArticlePage> {
  const { extractor, signal, nowMs, limits, resolveName, allowPrivateHosts = false } = settings
  const fetchedAtMs = nowMs()
  const fetched = await safeFetch(url, { allowPrivateHosts, limits, signal, resolveName })
  const body = decodePage(fetched.bytes, fetched.contentType)
  if (/^text\/plain\b/i.test(fetched.contentType)) {
    const text = cleanText(body, 20_000)
    const known = {
      title: '',
      text,
      language: null,
      isHostile: isHostileText(text),
      published: [],
      updated: [],
    }
    return { url: fetched.url, fetchedAtMs, ...known }
  }
  const page = await extractor.extract(body)
  return {
    url: fetched.url,
    fetchedAtMs,
    title: page.title,
    text: page.text,
    language: page.language,
    isHostile: page.isHostile,
    published: [...page.published],
    updated: [...page.updated],
  }
}

/** What the as-of law says of a page: why its article must go, else whether its text may be used. */
export type PageVerdict =
  | { readonly reason: DropReason }
  | { readonly reason: null; readonly isTextUsable: boolean }

/**
 * The as-of law for a page: its own dates may show an article to be late or changed later, whatever the feed said;
 * its text is of the moment of the fetch. A page that speaks to models is hostile, even where its text is withheld.
 */
export function judgePage(
  page: ArticlePage,
  published: DateClaim,
  law: Omit<AsOfLaw, 'fetchedAtMs'>,
): PageVerdict {
  const context = { fetchedAtMs: page.fetchedAtMs }
  const whole = { ...law, fetchedAtMs: page.fetchedAtMs }
  const own = page.published.map((date) => parseDate(date, context))
  if (own.some((claim) => claim !== null && claim.earliestMs >= law.asOfMs)) return { reason: 'late' }
  for (const date of page.updated.length > 0 ? page.updated : ['']) {
    const verdict = judgeArticle(
      foundArticle({
        url: page.url,
        title: page.title,
        published,
        updated: readUpdate(date, context),
        text: page.text,
        textMoment: momentOf(page),
      }),
      whole,
    )
    if (!verdict.isKept) return { reason: verdict.reason }
    if (page.isHostile) return { reason: 'hostile' }
    if (verdict.isTextWithheld) return { reason: null, isTextUsable: false }
  }
  return { reason: null, isTextUsable: page.text !== '' }
}

function momentOf({ fetchedAtMs }: ArticlePage): DateClaim {
  return { nominalMs: fetchedAtMs, earliestMs: fetchedAtMs, latestMs: fetchedAtMs, precision: 'millisecond' }
}
