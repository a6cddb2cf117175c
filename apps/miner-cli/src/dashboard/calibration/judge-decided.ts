import type { DecidedEvent, DecidedMoment } from '@ig/miner'
import type { Outcome } from '@ig/scoring'
import { type EventScore, scoreEvent } from './event-score.ts'
import { type PeriodScore, scorePeriods } from './score-periods.ts'
import { type GroupScore, scoreGroup, scoreGroups } from './score-table.ts'

/** How good a miner's forecasts were. */
export interface Judgement {
  /** Decided events that were looked at, forecast in time or not. */
  readonly decided: number
  readonly overall: GroupScore
  readonly byMarketType: readonly GroupScore[]
  /** By what the last forecast came from. */
  readonly byBasis: readonly GroupScore[]
  readonly periods: readonly PeriodScore[]
  readonly moments: readonly JudgedMoment[]
}

/** A moment as a reliability diagram takes it: moments of one event are no many observations. */
export interface JudgedMoment extends DecidedMoment {
  /** The event's key. */
  readonly question: string
  readonly outcome: Outcome
}

const MOST_TYPES = 12

/** Judges decided events; null where none was forecast before its end. */
export function judgeDecided(events: Iterable<DecidedEvent>): Judgement | null {
  const scores: EventScore[] = []
  let decided = 0
  for (const event of events) {
    decided += 1
    const score = scoreEvent(event)
    if (score !== null) scores.push(score)
  }
  const overall = scoreGroup('all events', scores)
  if (overall === null) return null
  return {
    decided,
    overall,
    byMarketType: scoreGroups(scores, ({ marketType }) => marketType, MOST_TYPES),
    byBasis: scoreGroups(scores, ({ basis }) => basis, 3),
    periods: scorePeriods(scores),
    moments: scores.flatMap(({ key, outcome, moments }) =>
      moments.map((moment) => ({ ...moment, question: key, outcome })),
    ),
  }
}
