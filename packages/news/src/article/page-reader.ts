import { IgError } from '@ig/errors'
import { z } from 'zod'
import { canonicalUrl } from '../merge/canonical-url.ts'
import { hashKey } from '../store/answer-key.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import { createOneFlight } from '../transport/one-flight.ts'
import { createRateGate } from '../transport/rate-gate.ts'
import { createExtractor } from './extractor.ts'
import { ARTICLE_PAGE, type ArticlePage, type ReadPageSettings, readPage } from './read-page.ts'

/** How the articles of searches get their text. */
export interface ArticleTextSettings extends ReadPageSettings {
  /** Time for all pages of one search; what has not come by then stays a headline. Default 8 s. */
  readonly deadlineMs?: number | undefined
  /** Pages read at once. Default 6. */
  readonly maxConcurrent?: number | undefined
}

/** Reads pages, through the store. */
export interface PageReader {
  /** Null where the page cannot be had or read. */
  read(url: string, signal: AbortSignal): Promise<ArticlePage | null>
  /** Ends with the time for the pages of one search. */
  deadline(): AbortSignal
  close(): Promise<void>
}

const STORED = z.object({ page: ARTICLE_PAGE.nullable(), failure: z.string().nullable() })
type Stored = z.infer<typeof STORED>

/** Their links lead to a page that a script leaves again. */
const UNFOLLOWABLE = /^news\.google\.[a-z.]{2,6}$/

/** A reader of pages that keeps what it read; failures are kept in cassettes only. */
export function createPageReader(
  settings: ArticleTextSettings & { readonly store: AnswerStore | undefined; readonly nowMs: () => number },
): PageReader {
  const { store, deadlineMs = 8_000, maxConcurrent = 6 } = settings
  const extractor = createExtractor()
  const flights = createOneFlight<Stored>()
  const gate = createRateGate({ minIntervalMs: 0, maxConcurrent, nowMs: () => performance.now() })

  async function readNow(url: string, signal: AbortSignal): Promise<Stored> {
    const slot = await gate.acquire(deadlineMs, signal)
    if (slot === null) return { page: null, failure: 'E_NEWS_FETCH_TIMEOUT' }
    try {
      return { page: await readPage(url, { ...settings, extractor, signal }), failure: null }
    } catch (error) {
      if (!IgError.isInstance(error)) throw error
      return { page: null, failure: error.code }
    } finally {
      slot()
    }
  }

  return {
    deadline: () => AbortSignal.timeout(deadlineMs),
    async read(url, signal) {
      const canonical = canonicalUrl(url)
      if (canonical === null || UNFOLLOWABLE.test(new URL(url).hostname)) return null
      const key = hashKey('page', canonical)
      const text = store?.get(key) ?? null
      if (text !== null) return STORED.parse(JSON.parse(text)).page
      const keep = (stored: Stored) => {
        if (stored.failure === null || store?.keepsFailures) store?.set(key, JSON.stringify(stored))
        return stored.page
      }
      try {
        return keep(await flights.join(key, signal, (flightSignal) => readNow(url, flightSignal)))
      } catch (error) {
        // The time for this search's pages is over: a failure of the page, to be found again in a replay.
        if (signal.aborted) return keep({ page: null, failure: 'E_NEWS_FETCH_TIMEOUT' })
        throw error
      }
    },
    close: () => extractor.close(),
  }
}
