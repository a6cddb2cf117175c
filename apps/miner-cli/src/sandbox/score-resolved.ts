import { brierScore, INTERVAL_EPOCH_MS, INTERVAL_MS, type Outcome, peerScores } from '@ig/scoring'
import { type IntervalSum, meansOf } from '../simulate/validator/interval-sums.ts'
import type { AskedEvent, ScoreSums, ValidatorState } from './validator-state.ts'

/** An event whose outcome became known. */
export interface ResolvedEvent {
  readonly eventId: string
  readonly description: string
  readonly outcome: Outcome
  /** Weighted over the intervals, as it was scored. */
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
  const count = event.miner.length
  const endsAtMs = INTERVAL_EPOCH_MS + count * INTERVAL_MS
  const scored = peerScores({
    event: { registeredAtMs: INTERVAL_EPOCH_MS, cutoffMs: endsAtMs, resolvedAtMs: endsAtMs, outcome },
    forecasters: rivals.map((id) => ({ id, registeredAtMs: INTERVAL_EPOCH_MS - 1 })),
    predictions: [
      ...answersOf('miner', event.miner),
      ...answersOf('market', event.market),
      ...event.miner.map((_, interval) => ({ id: 'half', interval, probability: 0.5 })),
    ],
  })
  const of = (rival: string) => scored?.scores.find(({ id }) => id === rival)
  const probability = eachRival((rival) => of(rival)?.probability ?? 0.5)
  return {
    eventId: event.eventId,
    description: event.description,
    outcome,
    probability,
    brier: eachRival((rival) => brierScore(probability[rival], outcome)),
    peer: eachRival((rival) => of(rival)?.peerScore ?? 0),
  }
}

/** What counts of one rival, interval by interval; nothing where it did not answer. */
function answersOf(id: string, sums: readonly IntervalSum[]) {
  return meansOf(sums).flatMap((probability, interval) =>
    Number.isNaN(probability) ? [] : [{ id, interval, probability }],
  )
}

function eachRival(value: (rival: (typeof rivals)[number]) => number): ScoreSums {
  return { miner: value('miner'), market: value('market'), half: value('half') }
}
