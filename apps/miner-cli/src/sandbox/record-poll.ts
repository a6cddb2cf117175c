import {
  addToInterval,
  emptySums,
  type IntervalGrid,
  intervalOf,
} from '../simulate/validator/interval-sums.ts'
import type { SimulatedEvent } from '../simulate/world/simulated-event.ts'
import type { AskedEvent, ValidatorState } from './validator-state.ts'

/** One event of a poll: what the miner said (null: nothing usable), and the market's price then. */
export interface PolledEvent {
  readonly event: SimulatedEvent
  readonly probability: number | null
  readonly market: number | null
}

const MOST_INTERVALS = 8

/** The state after a poll at `nowMs`; polls are `pollMs` apart. */
export function recordPoll(
  state: ValidatorState,
  polled: readonly PolledEvent[],
  { nowMs, pollMs }: { readonly nowMs: number; readonly pollMs: number },
): ValidatorState {
  const asked = new Map(state.asked.map((event) => [event.eventId, event]))
  for (const { event, probability, market } of polled) {
    const known = asked.get(event.eventId) ?? firstAsked(event, nowMs, pollMs)
    const interval = intervalOf(gridOf(known), nowMs)
    asked.set(event.eventId, {
      ...known,
      miner: addToInterval(known.miner, interval, probability),
      market: addToInterval(known.market, interval, market),
    })
  }
  const answers = polled.filter(({ probability }) => probability !== null).length
  return { ...state, polls: state.polls + 1, answers: state.answers + answers, asked: [...asked.values()] }
}

/**
 * Real validators score intervals of four hours; simulated events live for minutes, so the time from the first
 * question to the cutoff is cut into up to eight intervals, none shorter than the time between polls.
 */
function firstAsked(event: SimulatedEvent, nowMs: number, pollMs: number): AskedEvent {
  const count = Math.min(MOST_INTERVALS, Math.max(1, Math.floor((event.cutoffMs - nowMs) / pollMs)))
  const empty = emptySums(count)
  const { eventId, description, cutoffMs, resolvesAtMs } = event
  return { eventId, description, firstAskedMs: nowMs, cutoffMs, resolvesAtMs, miner: empty, market: empty }
}

function gridOf({ firstAskedMs, cutoffMs, miner }: AskedEvent): IntervalGrid {
  const intervals = miner.length
  return { startsAtMs: firstAskedMs, intervalMs: (cutoffMs - firstAskedMs) / intervals, intervals }
}
