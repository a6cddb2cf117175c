import { IgError } from '@ig/errors'
import type { EventSource, SourceEvent } from '@ig/markets'
import type { CancelTimer, Clock, MinerEvent } from '@ig/miner'
import { eventKey } from '@ig/protocol'
import type { Logger } from '../output/create-log.ts'

/** Takes events from a source before validators ask about them, and how they ended. */
export interface EventFeed {
  start(): void
  stop(): Promise<void>
}

/** What is done with them. */
export interface EventTaker {
  expect(events: readonly MinerEvent[]): void
  /** The source's word stands, over a venue's too. Throws E_EVENT_UNKNOWN for an event that was never taken. */
  recordOutcome(eventKey: string, outcome: 0 | 1, resolvedAtMs: number): void
}

const DAY_MS = 86_400_000
/** Events may be open for weeks. */
const FIRST_LOOK_BACK_MS = 60 * DAY_MS
const FIRST_RESOLVED_BACK_MS = 7 * DAY_MS
/** What was created while the last list was being made is in the next one. */
const OVERLAP_MS = 3_600_000
const CALL_MS = 120_000

/** Asks the source every `pollMs`; one that fails is asked again at the next turn. */
export function createEventFeed({
  source,
  taker,
  pollMs,
  clock,
  log,
}: {
  readonly source: EventSource
  readonly taker: EventTaker
  readonly pollMs: number
  readonly clock: Clock
  readonly log: Logger
}): EventFeed {
  const stopped = new AbortController()
  let cancelTimer: CancelTimer | null = null
  let polling: Promise<void> | null = null
  let polledAtMs: number | null = null
  let isFailing = false

  async function poll(): Promise<void> {
    const nowMs = clock.nowMs()
    const since = (backMs: number) => new Date(polledAtMs === null ? nowMs - backMs : polledAtMs - OVERLAP_MS)
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(CALL_MS)])
    try {
      const listed = await source.events({ from: since(FIRST_LOOK_BACK_MS), signal })
      const events = listed.flatMap((event) => (event.answer === null ? [asMinerEvent(event)] : []))
      taker.expect(events.filter((event) => event !== null))
      const resolved = await source.resolved({ since: since(FIRST_RESOLVED_BACK_MS), signal })
      for (const { eventId, answer, resolvedAt } of resolved) {
        recordOutcome(keyOf(eventId), answer, resolvedAt.getTime())
      }
      polledAtMs = nowMs
      isFailing = false
    } catch (error) {
      if (stopped.signal.aborted) return
      // One line for an outage, not one a poll.
      const level = isFailing ? 'debug' : 'warn'
      isFailing = true
      log[level]({ reason: String(error) }, 'The source of events does not answer; it is asked again.')
    }
  }

  function recordOutcome(key: string, answer: 0 | 1, resolvedAtMs: number): void {
    try {
      taker.recordOutcome(key, answer, resolvedAtMs)
    } catch (error) {
      // It was decided before this miner had heard of it.
      if (!IgError.isInstance(error) || error.code !== 'E_EVENT_UNKNOWN') throw error
    }
  }

  function arm(delayMs: number): void {
    cancelTimer = clock.setTimer(() => {
      polling = poll().finally(() => {
        polling = null
        if (!stopped.signal.aborted) arm(pollMs)
      })
    }, delayMs)
  }

  return {
    start: () => arm(0),
    async stop() {
      stopped.abort()
      cancelTimer?.()
      await polling
    },
  }
}

/** The key under which validators file events of this source. */
function keyOf(eventId: string): string {
  return eventKey({ marketType: 'ifgames', eventId })
}

/** The event as validators will ask about it; null where it has no end. */
function asMinerEvent(event: SourceEvent): MinerEvent | null {
  const { eventId, marketType, title, description, cutoffUnixSeconds, metadata } = event
  if (!Number.isInteger(cutoffUnixSeconds)) return null
  return {
    key: keyOf(eventId),
    eventId,
    marketType: marketType.toUpperCase(),
    description: `${title} ==Further Information==: ${description}`,
    cutoffUnixSeconds,
    metadata,
  }
}
