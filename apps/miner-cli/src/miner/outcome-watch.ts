import type { Markets } from '@ig/markets'
import type { CancelTimer, Clock, EventStore, UndecidedEvent } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'

/** Learns from the venues how events ended. */
export interface OutcomeWatch {
  start(): void
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 15 * 60_000
const DAY_MS = 86_400_000
/** Prices, which name the market, are kept for longer. */
const WATCHED_MS = 60 * DAY_MS
const MAX_WATCHED = 2_000
/** Of those that are due as many a look, one after the other: nobody waits for them. */
const ASKED_A_LOOK = 100
const CALL_MS = 20_000

/**
 * Asks venues for the outcome of each event that is past its cutoff, again after a quarter of an hour, then twice as
 * long each time, up to a day. The market is the one whose price was recorded last, which was found by the event's id
 * or by a title that asks exactly the same. Only a final resolution counts, and only where no outcome is recorded yet:
 * what the source of events says stands, and replaces what a venue said.
 */
export function createOutcomeWatch({
  markets,
  store,
  clock,
  log,
}: {
  readonly markets: Pick<Markets, 'quote'>
  readonly store: Pick<EventStore, 'undecided' | 'outcome' | 'recordOutcome'>
  readonly clock: Clock
  readonly log: Logger
}): OutcomeWatch {
  const turns = new Map<string, { readonly nextAtMs: number; readonly gapMs: number }>()
  const stopped = new AbortController()
  let cancelTimer: CancelTimer | null = null
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    try {
      const nowMs = clock.nowMs()
      const undecided = store.undecided(nowMs, { sinceMs: nowMs - WATCHED_MS, count: MAX_WATCHED })
      const keys = new Set(undecided.map(({ eventKey }) => eventKey))
      for (const key of turns.keys()) if (!keys.has(key)) turns.delete(key)
      const due = undecided.filter(({ eventKey }) => (turns.get(eventKey)?.nextAtMs ?? 0) <= nowMs)
      for (const event of due.slice(0, ASKED_A_LOOK)) {
        if (stopped.signal.aborted) return
        await ask(event)
      }
    } catch (error) {
      if (!stopped.signal.aborted) log.error({ error }, 'Outcomes could not be fetched; it is tried again.')
    }
  }

  async function ask({ eventKey, venue, marketId }: UndecidedEvent): Promise<void> {
    const nowMs = clock.nowMs()
    const { gapMs } = turns.get(eventKey) ?? { gapMs: LOOK_EVERY_MS }
    turns.set(eventKey, { nextAtMs: nowMs + gapMs, gapMs: Math.min(2 * gapMs, DAY_MS) })
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(CALL_MS)])
    // Without words, so that nothing but this market can be found.
    const question = { question: '', id: marketId, marketType: venue, asOf: new Date(nowMs) }
    const quote = await markets.quote(question, { signal }).catch((error: unknown) => {
      stopped.signal.throwIfAborted()
      if (!signal.aborted) throw error
      return null
    })
    if (quote?.venue !== venue || quote.resolution === null) return
    const { yes, at } = quote.resolution
    if (yes === null) turns.set(eventKey, { nextAtMs: Number.POSITIVE_INFINITY, gapMs })
    else if (store.outcome(eventKey) === null) {
      // One that was settled early had an answer before the cutoff, which nothing made after it may learn from.
      store.recordOutcome(eventKey, yes, Math.min(at?.getTime() ?? nowMs, nowMs))
      log.debug({ eventKey, venue, outcome: yes }, 'a venue has settled an event')
    }
  }

  function arm(delayMs: number): void {
    cancelTimer = clock.setTimer(() => {
      looking = look().finally(() => {
        looking = null
        if (!stopped.signal.aborted) arm(LOOK_EVERY_MS)
      })
    }, delayMs)
  }

  return {
    start: () => arm(LOOK_EVERY_MS),
    async stop() {
      stopped.abort()
      cancelTimer?.()
      await looking
    },
  }
}
