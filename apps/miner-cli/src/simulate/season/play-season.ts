import type { Dendrite, DendriteTarget } from '@ig/axon'
import type { ManualClock } from '@ig/miner'
import type { Outcome } from '@ig/scoring'
import { askEvents, worldKey } from '../validator/ask-events.ts'
import { addToInterval, emptySums, type IntervalSum, intervalOf } from '../validator/interval-sums.ts'
import { outcomeOf } from '../world/simulated-event.ts'
import { isOpen, type SeasonPlan, type SeasonPlanEvent } from './plan-season.ts'

/** What the validators heard from the miner about one event. */
export interface HeardEvent {
  readonly sums: readonly IntervalSum[]
  /** From the event's opening to the first answer of any validator; null where there was none. */
  readonly firstAnswerAfterMs: number | null
}

/** A season as the validators have lived it. */
export interface PlayedSeason {
  /** In the order of `plan.planned`. */
  readonly heard: readonly HeardEvent[]
  /** Requests sent, and replies by status. */
  readonly requests: number
  readonly byStatus: Readonly<Record<string, number>>
}

/** What a season is played with. */
export interface SeasonStage {
  readonly target: DendriteTarget
  readonly validators: readonly Dendrite[]
  readonly clock: ManualClock
  /** Resolves when the miner has nothing left to think about. */
  readonly idle: () => Promise<void>
  readonly onOutcome: (eventKey: string, outcome: Outcome, resolvedAtMs: number) => void
  readonly signal?: AbortSignal
}

/** Real requests, but far more of them in a second of real time than in one of the season: none is given up soon. */
const TIMEOUT_MS = 30_000
/** The engine plans no sooner after new events. */
const WAKE_MS = 250

/**
 * Plays a season: at each poll every validator asks about all open events, and the clock stands still until all have
 * their answer and the miner has made the forecasts that the questions called for.
 */
export async function playSeason(plan: SeasonPlan, stage: SeasonStage): Promise<PlayedSeason> {
  const { clock, validators, target, onOutcome, idle, signal } = stage
  const heard = new Map<SeasonPlanEvent, HeardEvent>()
  const byStatus: Record<string, number> = {}
  let requests = 0
  let unresolved = plan.planned
  for (const pollMs of plan.pollsMs) {
    signal?.throwIfAborted()
    await clock.advance(pollMs - clock.nowMs())
    const resolved = unresolved.findIndex(({ resolvesAtMs }) => resolvesAtMs > pollMs)
    for (const event of unresolved.slice(0, resolved === -1 ? undefined : resolved)) {
      onOutcome(worldKey(event), outcomeOf(plan.seed, event.life), event.resolvesAtMs)
    }
    unresolved = resolved === -1 ? [] : unresolved.slice(resolved)
    const open = unresolved.filter((event) => isOpen(event, pollMs))
    if (open.length === 0) continue
    for (const answer of await Promise.all(
      validators.map((validator) => askEvents(validator, target, open, { timeoutMs: TIMEOUT_MS })),
    )) {
      requests++
      const status = String(answer.statusCode)
      byStatus[status] = (byStatus[status] ?? 0) + 1
      for (const [index, event] of open.entries()) {
        heard.set(event, hear(heard.get(event), event, answer.probabilities[index] ?? null, pollMs))
      }
    }
    await clock.advance(WAKE_MS)
    await idle()
  }
  return {
    heard: plan.planned.map((event) => heard.get(event) ?? nothingHeard(event)),
    requests,
    byStatus,
  }
}

function hear(
  before: HeardEvent | undefined,
  event: SeasonPlanEvent,
  probability: number | null,
  nowMs: number,
): HeardEvent {
  const { sums, firstAnswerAfterMs } = before ?? nothingHeard(event)
  if (probability === null) return { sums, firstAnswerAfterMs }
  return {
    sums: addToInterval(sums, intervalOf(event.grid, nowMs), probability),
    firstAnswerAfterMs: firstAnswerAfterMs ?? nowMs - event.opensAtMs,
  }
}

function nothingHeard({ grid }: SeasonPlanEvent): HeardEvent {
  return { sums: emptySums(grid.intervals), firstAnswerAfterMs: null }
}
