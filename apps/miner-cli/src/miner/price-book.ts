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

const AT_ONCE = 8
/** A venue that hangs on old prices must not keep new events waiting. */
const REFRESHES_AT_ONCE = 4
const LOOK_EVERY_MS = 5_000
/** A query's events are stored by then, so that all new ones are found at once. */
const WAKE_MS = 50
const WAKE_GAP_MS = 250
const CALL_MS = 20_000
/** A price that could not be had again for so long is none any more. */
const STALE_MS = 2 * 3_600_000
/** Events that nobody who may pay has asked for: as many a look, so that a flood of them is no flood at the venues. */
const STRANGERS_A_LOOK = 5
const RECORD_STEP = 0.001
const RECORD_AT_LEAST_EVERY_MS = 3_600_000

/**
 * Keeps the prices of what is live, asking `markets` for each every `pollMs`. An event that nobody knew is asked for
 * as soon as somebody wants its price, before all that is due again: no answer waits for it, and the next one has it.
 */
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
  const running = new Set<Promise<void>>()
  let store: PriceStore | null = null
  /** The last one is the first to be asked for. */
  let queue: MinerEvent[] = []
  let cancelTimer: CancelTimer | null = null
  let cancelWake: CancelTimer | null = null
  let wokenAtMs = Number.NEGATIVE_INFINITY

  function atHand(key: string): MarketEstimate | null {
    const found = entries.get(key)?.found ?? null
    return found !== null && clock.nowMs() - found.atMs < STALE_MS ? found.estimate : null
  }

  function lookAndArm(): void {
    cancelTimer = clock.setTimer(lookAndArm, LOOK_EVERY_MS)
    look({ strangers: STRANGERS_A_LOOK })
  }

  function look({ strangers }: { readonly strangers: number }): void {
    try {
      queue = dueEvents(strangers)
    } catch (error) {
      log.error({ error }, 'What prices are due could not be read; it is tried again.')
    }
    fill()
  }

  function fill(): void {
    for (let event = queue.at(-1); event && !stopped.signal.aborted; event = queue.at(-1)) {
      if (running.size >= (entries.has(event.key) ? REFRESHES_AT_ONCE : AT_ONCE)) return
      queue.pop()
      const asking = refresh(event)
        .catch((error) => {
          if (!stopped.signal.aborted)
            log.error({ error }, 'A price could not be fetched; it is tried again.')
        })
        .then(() => {
          running.delete(asking)
          fill()
        })
      running.add(asking)
    }
  }

  /** Strangers' events, then those due again, then new ones. */
  function dueEvents(strangers: number): MinerEvent[] {
    const nowMs = clock.nowMs()
    const live = new Map<string, { event: MinerEvent; payable: boolean }>()
    for (const { event, payable } of store?.liveRevisions(nowMs) ?? []) {
      live.set(event.key, { event, payable: payable || live.get(event.key)?.payable === true })
    }
    for (const key of entries.keys()) if (!live.has(key)) entries.delete(key)
    const due = [...live.values()].filter(({ event }) => (entries.get(event.key)?.nextAtMs ?? 0) <= nowMs)
    const known = due.filter(({ payable }) => payable).reverse()
    const isNew = ({ event }: { readonly event: MinerEvent }) => !entries.has(event.key)
    return [
      ...due.filter(({ payable }) => !payable).slice(0, strangers),
      ...known.filter((one) => !isNew(one)),
      ...known.filter(isNew),
    ].map(({ event }) => event)
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
    if (cancelWake !== null || store === null || stopped.signal.aborted) return
    const gapMs = wokenAtMs + WAKE_GAP_MS - clock.monotonicMs()
    cancelWake = clock.setTimer(
      () => {
        cancelWake = null
        wokenAtMs = clock.monotonicMs()
        // Whoever asks often must not be given more than a look's share.
        look({ strangers: 0 })
      },
      Math.max(WAKE_MS, gapMs),
    )
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
      cancelTimer = clock.setTimer(lookAndArm, 0)
    },
    async stop() {
      stopped.abort()
      cancelTimer?.()
      cancelWake?.()
      await Promise.all(running)
    },
  }
}

/** An event's own id: what stands behind the first dash of its key. */
function idInKey(key: string): string {
  return key.slice(key.indexOf('-') + 1)
}
