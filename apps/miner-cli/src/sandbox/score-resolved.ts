import {
  brierScore,
  INTERVAL_EPOCH_MS,
  INTERVAL_MS,
  type Outcome,
  type Season,
  scoreSeason,
} from '@ig/scoring'
import { meansOf } from '../simulate/validator/interval-sums.ts'
import { weightedAnswer } from '../simulate/validator/weighted-answer.ts'
import type { AskedEvent, ScoreSums, ValidatorState } from './validator-state.ts'

/** An event whose outcome became known. */
export interface ResolvedEvent {
  readonly eventId: string
  readonly description: string
  readonly outcome: Outcome
  /** The mean of what was said, by the intervals' weights; 0.5 where nothing was. */
  readonly probability: ScoreSums
  readonly brier: ScoreSums
  readonly peer: ScoreSums
}

const rivals = ['miner', 'market', 'half'] as const

/** Scores what has resolved by `nowMs` and forgets its answers. `outcomeOf` is null while an event is open. */
export function scoreResolved(
  state: ValidatorState,
  outcomeOf: (eventId: string) => Outcome | null,
): { readonly state: ValidatorState; readonly resolved: readonly ResolvedEvent[] } {
  const resolved: ResolvedEvent[] = []
  const asked: AskedEvent[] = []
  for (const event of state.asked) {
    const outcome = outcomeOf(event.eventId)
    if (outcome === null) asked.push(event)
    else resolved.push(scoreEvent(event, outcome))
  }
  const total = (before: ScoreSums, kind: 'brier' | 'peer') =>
    eachRival((rival) => before[rival] + resolved.reduce((sum, event) => sum + event[kind][rival], 0))
  return {
    resolved,
    state: {
      ...state,
      asked,
      resolved: state.resolved + resolved.length,
      brier: total(state.brier, 'brier'),
      peer: total(state.peer, 'peer'),
    },
  }
}

/**
 * The validators' own rules, with the event's intervals put on theirs: miner, market and one who always says 0.5
 * are each other's peers, early intervals weigh most, and a missing answer is put near the worst.
 */
function scoreEvent(event: AskedEvent, outcome: Outcome): ResolvedEvent {
  const answers = {
    miner: meansOf(event.miner),
    market: meansOf(event.market),
    half: event.miner.map(() => 0.5),
  }
  const scores = scoreSeason(seasonOf(answers, outcome), 'axon')
  const probability = eachRival(
    (rival) =>
      weightedAnswer(event.miner.length, (interval) => answers[rival][interval] ?? Number.NaN).mean ?? 0.5,
  )
  return {
    eventId: event.eventId,
    description: event.description,
    outcome,
    probability,
    brier: eachRival((rival) => brierScore(probability[rival], outcome)),
    peer: eachRival((rival) => scores.find(({ id }) => id === rival)?.score ?? 0),
  }
}

/** A season of one event, as long as it has intervals. */
function seasonOf(
  answers: Readonly<Record<(typeof rivals)[number], readonly number[]>>,
  outcome: Outcome,
): Season {
  const endsAtMs = INTERVAL_EPOCH_MS + answers.miner.length * INTERVAL_MS
  const times = { registeredAtMs: INTERVAL_EPOCH_MS, cutoffMs: endsAtMs, resolvedAtMs: endsAtMs }
  const rows = answers.miner.flatMap((_, interval) =>
    rivals.map((rival) => answers[rival][interval] ?? Number.NaN),
  )
  return {
    forecasters: rivals.map((id) => ({ id, registeredAtMs: INTERVAL_EPOCH_MS - 1 })),
    events: [{ ...times, outcome, probabilities: Float64Array.from(rows) }],
  }
}

function eachRival(value: (rival: (typeof rivals)[number]) => number): ScoreSums {
  return { miner: value('miner'), market: value('market'), half: value('half') }
}
