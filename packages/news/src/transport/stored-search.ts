import { z } from 'zod'
import type { Reserve } from '../money.ts'
import type { NewsProvider, ProviderSearch } from '../providers/news-provider.ts'
import { hashKey, requestKey } from '../store/answer-key.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import { FAILURE_REUSE_MS, isKeptFailure } from '../store/failure-age.ts'
import { readStored } from '../store/read-stored.ts'
import { createOneFlight } from './one-flight.ts'
import { type CallerContext, type CallOutcome, createProviderCaller } from './provider-caller.ts'

/** A search of one provider's, from the store or made now. */
export interface SearchOutcome extends CallOutcome {
  readonly isReplayed: boolean
}

/** Searches one provider, through the store. */
export type StoredSearch = (
  search: ProviderSearch,
  options: { readonly signal: AbortSignal; readonly reserve?: Reserve | undefined },
) => Promise<SearchOutcome>

/** For so long an answer to one search answers the next one. */
const REUSE_MS = 15 * 60_000
/** Stands in keys for "now". */
const NOW = new Date(0)

const OUTCOME = z.object({
  fetchedAtMs: z.number(),
  body: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  calls: z.number(),
  costUsd: z.number(),
})

/**
 * Searches of a provider that are answered from the store where it holds them. Equal searches in flight are one
 * call. In a cache a live search is found again for a quarter of an hour, whatever its as-of time is to the second.
 */
export function createStoredSearch(
  provider: NewsProvider,
  context: CallerContext & { readonly store: AnswerStore | undefined; readonly liveWindowMs: number },
): StoredSearch {
  const { store, nowMs, liveWindowMs } = context
  const caller = createProviderCaller(provider, context)
  const flights = createOneFlight<CallOutcome>()

  function stored(key: string, notBeforeMs: number): SearchOutcome | null {
    const outcome = readStored(store, key, OUTCOME)
    if (outcome === null) return null
    if (!store?.isCassette) {
      if (outcome.fetchedAtMs < notBeforeMs) return null
      if (outcome.failure !== null && outcome.fetchedAtMs < nowMs() - FAILURE_REUSE_MS) return null
    }
    return { ...outcome, isReplayed: true }
  }

  function keep(outcome: CallOutcome, keys: readonly string[]): void {
    const isKept = outcome.failure === null || store?.isCassette || isKeptFailure(outcome.failure.code)
    if (isKept) for (const key of keys) store?.set(key, JSON.stringify(outcome))
  }

  return async (search, { signal, reserve }) => {
    const request = provider.request(search)
    const asOfMs = search.asOf.getTime()
    const ofRequest = requestKey(provider.name, request)
    // In a cassette each search has its own answer, though some requests name the day only.
    const key = store?.isCassette ? hashKey(ofRequest, search.asOf.toISOString()) : ofRequest
    const isCachedLive = store?.isCassette === false && asOfMs >= nowMs() - liveWindowMs
    const liveKey = isCachedLive
      ? requestKey(provider.name, provider.request({ ...search, from: NOW, asOf: NOW }))
      : null
    // An answer that was fetched well before the as-of time lacks what came between.
    const notBeforeMs = Math.min(asOfMs, nowMs()) - REUSE_MS
    const known = stored(key, notBeforeMs) ?? (liveKey && stored(liveKey, notBeforeMs))
    if (known) return known
    let isFirst = false
    const outcome = await flights.join(key, signal, async (flightSignal) => {
      isFirst = true
      const made = await caller.ask(request, { signal: flightSignal, reserve })
      keep(made, liveKey ? [key, liveKey] : [key])
      return made
    })
    // Whoever waited for another's call made none.
    return { ...outcome, isReplayed: !isFirst }
  }
}
