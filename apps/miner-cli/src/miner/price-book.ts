import { DEFAULT_PRIOR, type MarketPort } from '@ig/forecaster'
import type { MarketEstimate, Markets } from '@ig/markets'
import type { CancelTimer, Clock, EventStore, MarketPrice, MinerEvent } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'

/** The prices of live events, fetched in the background and at hand without waiting. */
export interface PriceBook {
  readonly price: MarketPrice
  /** For a forecaster: the price at hand, else one that is asked for now. */
  readonly port: MarketPort
  /** Begins to fetch the prices of the store's live events, and to record them there. */
  start(store: PriceStore): void
  stop(): Promise<void>
}

type PriceStore = Pick<EventStore, 'liveRevisions' | 'recordPrice'>

interface Entry {
  nextAtMs: number
  found: { readonly estimate: MarketEstimate; readonly atMs: number } | null
  recorded: { readonly price: number; readonly atMs: number } | null
}

const AT_ONCE = 4
const LOOK_EVERY_MS = 5_000
const WAKE_MS = 50
const CALL_MS = 20_000
/** A price that could not be had again for so long is none any more. */
const STALE_MS = 2 * 3_600_000
/** Events that nobody who may pay has asked for: as many a look, so that a flood of them is no flood at the venues. */
const STRANGERS_A_LOOK = 5
const RECORD_STEP = 0.001
const RECORD_AT_LEAST_EVERY_MS = 3_600_000

/** Keeps the prices of what is live, asking `markets` for each every `pollMs`. */
export function createPriceBook({
  markets,
  pollMs,
  clock,
  log,
}: {
  readonly markets: Pick<Markets, 'estimate'>
  readonly pollMs: number
  readonly clock: Clock
  readonly log: Logger
}): PriceBook {
  const entries = new Map<string, Entry>()
  const stopped = new AbortController()
  let store: PriceStore | null = null
  let cancelTimer: CancelTimer | null = null
  let looking: Promise<void> | null = null
  let isWoken = false

  function atHand(key: string): MarketEstimate | null {
    const found = entries.get(key)?.found ?? null
    return found !== null && clock.nowMs() - found.atMs < STALE_MS ? found.estimate : null
  }

  function arm(delayMs: number): void {
    cancelTimer?.()
    cancelTimer = clock.setTimer(() => {
      isWoken = false
      looking ??= look().finally(() => {
        looking = null
        if (!stopped.signal.aborted) arm(isWoken ? WAKE_MS : LOOK_EVERY_MS)
      })
    }, delayMs)
  }

  async function look(): Promise<void> {
    try {
      const due = dueEvents()
      const workers = Array.from({ length: AT_ONCE }, async () => {
        for (let event = due.pop(); event && !stopped.signal.aborted; event = due.pop()) await refresh(event)
      })
      await Promise.all(workers)
    } catch (error) {
      if (!stopped.signal.aborted) log.error({ error }, 'Prices could not be fetched; it is tried again.')
    }
  }

  /** The last one is the first to be asked for. */
  function dueEvents(): MinerEvent[] {
    const nowMs = clock.nowMs()
    const live = new Map<string, { event: MinerEvent; payable: boolean }>()
    for (const { event, payable } of store?.liveRevisions(nowMs) ?? []) {
      live.set(event.key, { event, payable: payable || live.get(event.key)?.payable === true })
    }
    for (const key of entries.keys()) if (!live.has(key)) entries.delete(key)
    const due = [...live.values()].filter(({ event }) => (entries.get(event.key)?.nextAtMs ?? 0) <= nowMs)
    const known = due.filter(({ payable }) => payable)
    const strangers = due.filter(({ payable }) => !payable).slice(0, STRANGERS_A_LOOK)
    return [...strangers, ...known.reverse()].map(({ event }) => event)
  }

  async function refresh(event: MinerEvent): Promise<void> {
    const { key, eventId, marketType, description, cutoffUnixSeconds } = event
    const entry = entries.get(key) ?? { nextAtMs: 0, found: null, recorded: null }
    entries.set(key, entry)
    entry.nextAtMs = clock.nowMs() + pollMs
    const question = {
      question: description,
      id: eventId,
      marketType,
      asOf: new Date(clock.nowMs()),
      ...(cutoffUnixSeconds !== null && { cutoff: new Date(cutoffUnixSeconds * 1000) }),
    }
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(CALL_MS)])
    let estimate: MarketEstimate | null
    try {
      estimate = await markets.estimate(question, { signal, prior: DEFAULT_PRIOR })
    } catch (error) {
      stopped.signal.throwIfAborted()
      if (!signal.aborted) throw error
      // The venue took too long: it is asked again at the next turn.
      return
    }
    if (estimate === null) return
    entry.found = { estimate, atMs: clock.nowMs() }
    record(key, entry, estimate)
  }

  function record(eventKey: string, entry: Entry, { quote, probability }: MarketEstimate): void {
    const atMs = clock.nowMs()
    const { venue, marketId, price, weight } = quote
    const { recorded } = entry
    const isNews =
      recorded === null ||
      Math.abs(recorded.price - price) >= RECORD_STEP ||
      atMs - recorded.atMs >= RECORD_AT_LEAST_EVERY_MS
    if (!isNews) return
    entry.recorded = { price, atMs }
    store?.recordPrice({ eventKey, atMs, venue, marketId, price, probability, weight })
  }

  function wake(): void {
    if (isWoken || store === null) return
    isWoken = true
    if (looking === null) arm(WAKE_MS)
  }

  return {
    price({ key }) {
      const estimate = atHand(key)
      if (estimate === null) {
        if (!entries.has(key)) wake()
        return null
      }
      const { quote, probability } = estimate
      return { price: quote.price, probability, venue: quote.venue }
    },
    port: {
      async price(question, { signal }) {
        const known = question.id === undefined ? null : atHand(question.id)
        const asked = { ...question, id: question.id && idInKey(question.id) }
        const estimate = known ?? (await markets.estimate(asked, { signal, prior: DEFAULT_PRIOR }))
        if (estimate === null) return null
        const { quote, probability } = estimate
        return { price: quote.price, probability, weight: quote.weight, venue: quote.venue, url: quote.url }
      },
    },
    start(opened) {
      store = opened
      arm(0)
    },
    async stop() {
      stopped.abort()
      cancelTimer?.()
      await looking
    },
  }
}

/** An event's own id: what stands behind the first dash of its key. */
function idInKey(key: string): string {
  return key.slice(key.indexOf('-') + 1)
}
