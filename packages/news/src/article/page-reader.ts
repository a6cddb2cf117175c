import { IgError } from '@ig/errors'
import { z } from 'zod'
import { canonicalUrl } from '../merge/canonical-url.ts'
import { hashKey } from '../store/answer-key.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import { FAILURE_REUSE_MS } from '../store/failure-age.ts'
import { readStored } from '../store/read-stored.ts'
import { createOneFlight } from '../transport/one-flight.ts'
import { createRateGate } from '../transport/rate-gate.ts'
import { createExtractor } from './extractor.ts'
import { isFollowable } from './followable.ts'
import { ARTICLE_PAGE, type ArticlePage, type ReadPageSettings, readPage } from './read-page.ts'

/** How the articles of searches get their text. */
export interface ArticleTextSettings extends ReadPageSettings {
  /** Pages read at once. Default 6. */
  readonly maxConcurrent?: number | undefined
}

/** Reads pages, through the store. */
export interface PageReader {
  /** Null where the page cannot be had or read. */
  read(url: string, signal: AbortSignal): Promise<ArticlePage | null>
  close(): Promise<void>
}

/** Whoever waits for a slot is ended by the search's own deadline before. */
const MAX_WAIT_MS = 60_000

const STORED = z.object({ atMs: z.number(), page: ARTICLE_PAGE.nullable(), failure: z.string().nullable() })
type Stored = z.infer<typeof STORED>

/** A reader of pages that keeps what it read; failures in a cache for a short time only. */
export function createPageReader(
  settings: ArticleTextSettings & { readonly store: AnswerStore | undefined; readonly nowMs: () => number },
): PageReader {
  const { store, nowMs, maxConcurrent = 6 } = settings
  const extractor = createExtractor()
  const flights = createOneFlight<Stored>()
  const gate = createRateGate({ minIntervalMs: 0, maxConcurrent, nowMs: () => performance.now() })

  async function readNow(url: string, signal: AbortSignal): Promise<Stored> {
    const slot = await gate.acquire(MAX_WAIT_MS, signal)
    if (slot === null) return failed('E_NEWS_FETCH_TIMEOUT')
    try {
      const page = await readPage(url, { ...settings, extractor, signal })
      return { atMs: nowMs(), page, failure: null }
    } catch (error) {
      if (!IgError.isInstance(error)) throw error
      return failed(error.code)
    } finally {
      slot()
    }
  }

  function failed(failure: string): Stored {
    return { atMs: nowMs(), page: null, failure }
  }

  return {
    async read(url, signal) {
      const canonical = canonicalUrl(url)
      if (canonical === null || !isFollowable(url)) return null
      const key = hashKey('page', canonical)
      const stored = readStored(store, key, STORED)
      const isFresh = (one: Stored) =>
        store?.isCassette || one.failure === null || one.atMs >= nowMs() - FAILURE_REUSE_MS
      if (stored !== null && isFresh(stored)) return stored.page
      const keep = (read: Stored) => {
        store?.set(key, JSON.stringify(read))
        return read.page
      }
      try {
        return keep(await flights.join(key, signal, (flightSignal) => readNow(url, flightSignal)))
      } catch (error) {
        // The time for this search's pages is over: a failure of the page, to be found again in a replay.
        if (signal.aborted) return keep(failed('E_NEWS_FETCH_TIMEOUT'))
        throw error
      }
    },
    close: () => extractor.close(),
  }
}
