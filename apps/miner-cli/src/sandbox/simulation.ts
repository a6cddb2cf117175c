import {
  outcomeOf,
  priceAt,
  type SimulatedEvent,
  type SimulatedLife,
  type Slot,
  truthAt,
} from '../simulate/world/simulated-event.ts'
import { questionText } from '../simulate/world/simulated-questions.ts'
import { slotsAt, slotTimes } from './simulated-schedule.ts'

/** Where the hidden score of the sandbox's events starts on average: a little under half of them come true. */
const START_MEAN = -0.15

/**
 * The events that can be forecast at a moment: opened, and not past their cutoff. Between 12 and 20 at any time,
 * with cutoffs from seconds to about six hours ahead; at least one of them resolves within three minutes. An endless
 * stream, and a pure function of the seed (an integer) and the time (Unix milliseconds): a validator and a market
 * that hold the same seed agree without talking.
 *
 * @example
 * const [event] = liveEvents(7, Date.now())
 * marketPrice(7, event.eventId, Date.now()) // 0.412
 * outcome(7, event.eventId, event.resolvesAtMs) // 0 or 1
 */
export function liveEvents(seed: number, nowMs: number): SimulatedEvent[] {
  return slotsAt(nowMs)
    .map((slot) => eventOfSlot(seed, slot))
    .filter((event) => event !== null)
    .filter((event) => event.opensAtMs <= nowMs && nowMs < event.cutoffMs)
}

/** The event of an id, whatever the time; null for an id that this simulation does not give out. */
export function simulatedEvent(seed: number, eventId: string): SimulatedEvent | null {
  const slot = parseEventId(eventId)
  return slot && eventOfSlot(seed, slot)
}

/** The simulated market's price; null before the event opens, once it has resolved, and for an unknown id. */
export function marketPrice(seed: number, eventId: string, nowMs: number): number | null {
  const life = lifeOf(seed, eventId)
  return life && priceAt(seed, life, nowMs)
}

/** What came true; null before the event resolves, and for an unknown id. */
export function outcome(seed: number, eventId: string, nowMs: number): 0 | 1 | null {
  const life = lifeOf(seed, eventId)
  return life !== null && nowMs >= life.resolvesAtMs ? outcomeOf(seed, life) : null
}

/** The true probability, given everything up to a moment; null for an unknown id. */
export function trueProbability(seed: number, eventId: string, nowMs: number): number | null {
  const life = lifeOf(seed, eventId)
  return life && truthAt(seed, life, nowMs)
}

function lifeOf(seed: number, eventId: string): SimulatedLife | null {
  const slot = parseEventId(eventId)
  const times = slot && slotTimes(seed, slot)
  return slot && times && { ...slot, ...times, startMean: START_MEAN }
}

function eventOfSlot(seed: number, slot: Slot): SimulatedEvent | null {
  const times = slotTimes(seed, slot)
  if (times === null) return null
  return {
    eventId: `sandbox-${slot.lane}-${slot.turn}`,
    marketType: 'simulated',
    description: questionText(seed, slot, times.resolvesAtMs),
    ...times,
  }
}

const EVENT_ID = /^sandbox-(0|[1-9]\d{0,2})-(0|[1-9]\d{0,8})$/

function parseEventId(eventId: string): Slot | null {
  const match = EVENT_ID.exec(eventId)
  return match && { lane: Number(match[1]), turn: Number(match[2]) }
}
