import { INTERVAL_MS, intervalIndex, intervalStartMs } from '@ig/scoring'
import type { IntervalGrid } from '../validator/interval-sums.ts'
import { uniform } from '../world/simulated-draws.ts'
import type { SimulatedEvent, SimulatedLife } from '../world/simulated-event.ts'
import { questionText } from '../world/simulated-questions.ts'

/** What a season is made of. */
export interface SeasonOptions {
  /** The same seed is the same season. */
  readonly seed: number
  readonly events: number
  readonly days: number
  /** Simulated time between two questions of a validator. */
  readonly pollMs: number
}

/** One event of a season, with what decides how it goes. */
export interface SeasonPlanEvent extends SimulatedEvent {
  readonly life: SimulatedLife
  /** The validators' intervals in which it is open. */
  readonly grid: IntervalGrid
}

/** Everything that happens in a season but the forecasts. */
export interface SeasonPlan extends SeasonOptions {
  readonly startMs: number
  /** When each validator asks, Unix milliseconds. */
  readonly pollsMs: readonly number[]
  /** In the order in which they resolve. */
  readonly planned: readonly SeasonPlanEvent[]
}

const DAY_MS = 24 * 3_600_000
/** A season has a date of its own, so that it is the same whenever it is played. */
const START_MS = Date.UTC(2026, 0, 5)
const SHORTEST_LIFE_MS = DAY_MS / 2
/** As in the sandbox: some doubt is left at the cutoff. */
const CUTOFF_BEFORE_RESOLUTION = 0.08
/** Three of ten such events come true, as of the questions of real markets. */
const START_MEAN = -0.7
/** A validator asks about an event as soon after it is registered as real ones do, who ask every three minutes. */
const REAL_POLL_MS = 180_000
/** Apart from the lanes of the sandbox's stream. */
const LANE = 1_000

/**
 * Draws a season: events that live from half a day to the whole season, as many short as long ones in proportion,
 * all resolved at its end, and the moments at which validators ask.
 */
export function planSeason({ seed, events, days, pollMs }: SeasonOptions): SeasonPlan {
  const lengthMs = days * DAY_MS
  const planned = Array.from({ length: events }, (_, turn) => drawEvent({ seed, turn, lengthMs, pollMs }))
  return {
    seed,
    events,
    days,
    pollMs,
    startMs: START_MS,
    pollsMs: Array.from({ length: Math.ceil(lengthMs / pollMs) }, (_, poll) => pollAt(poll, pollMs)),
    planned: planned.toSorted((a, b) => a.resolvesAtMs - b.resolvesAtMs || a.life.turn - b.life.turn),
  }
}

/** How many intervals have begun between two moments, that of the first included. */
export function intervalsUntil(fromMs: number, toMs: number): number {
  return intervalIndex(toMs - 1) - intervalIndex(fromMs) + 1
}

/** True where an event can be forecast at a moment. */
export function isOpen({ opensAtMs, cutoffMs }: SeasonPlanEvent, nowMs: number): boolean {
  return opensAtMs <= nowMs && nowMs < cutoffMs
}

function drawEvent({
  seed,
  turn,
  lengthMs,
  pollMs,
}: {
  readonly seed: number
  readonly turn: number
  readonly lengthMs: number
  readonly pollMs: number
}): SeasonPlanEvent {
  const lifeMs = SHORTEST_LIFE_MS * (lengthMs / SHORTEST_LIFE_MS) ** uniform(seed, LANE, turn, 11)
  const firstPoll = Math.floor((uniform(seed, LANE, turn, 12) * (lengthMs - lifeMs)) / pollMs)
  const opensAtMs = wholeSeconds(pollAt(firstPoll, pollMs) - uniform(seed, LANE, turn, 13) * leadMs(pollMs))
  const resolvesAtMs = wholeSeconds(Math.min(START_MS + lengthMs, opensAtMs + lifeMs))
  const cutoffMs = wholeSeconds(resolvesAtMs - CUTOFF_BEFORE_RESOLUTION * lifeMs)
  const times = { opensAtMs, cutoffMs, resolvesAtMs }
  return {
    ...times,
    eventId: `season-${turn}`,
    marketType: 'simulated',
    description: questionText(seed, { lane: LANE, turn }, resolvesAtMs),
    life: { lane: LANE, turn, ...times, startMean: START_MEAN },
    grid: {
      startsAtMs: intervalStartMs(intervalIndex(opensAtMs)),
      intervalMs: INTERVAL_MS,
      intervals: intervalsUntil(opensAtMs, cutoffMs),
    },
  }
}

/** Never where an interval begins: what is registered before a poll stands in the interval of that poll. */
function pollAt(poll: number, pollMs: number): number {
  return START_MS + leadMs(pollMs) + poll * pollMs
}

function leadMs(pollMs: number): number {
  return Math.min(REAL_POLL_MS, pollMs / 2)
}

/** Down, so that nothing resolves after the season's end. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}
