import { hiddenScore, marketNoise, probabilityFromScore } from './simulated-path.ts'
import { questionText } from './simulated-questions.ts'
import { type Slot, type SlotTimes, slotsAt, slotTimes } from './simulated-schedule.ts'

/**
 * The events of the sandbox: an endless stream of simulated binary events whose true probabilities are known, so
 * that a score means something without a network. Everything here is a pure function of the seed (an integer)
 * and the time (Unix milliseconds): a validator and a market that hold the same seed agree without talking.
 */
export interface SimulatedEvent extends SlotTimes {
  /** `sandbox-<lane>-<turn>`, unique for a seed. */
  readonly eventId: string
  readonly marketType: 'simulated'
  /** The invented question, marked as simulated. It says nothing about the probability. */
  readonly description: string
}

/**
 * The events that can be forecast at a moment: opened, and not past their cutoff. Between 12 and 20 at any time,
 * with cutoffs from seconds to about six hours ahead; at least one of them resolves within three minutes.
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

/**
 * The simulated market's price: the true probability blurred in logit by noise that changes slowly, in ticks of
 * 0.001 and inside [0.005, 0.995]. Null before the event opens, once it has resolved, and for an unknown id.
 */
export function marketPrice(seed: number, eventId: string, nowMs: number): number | null {
  const at = positionAt(seed, eventId, nowMs)
  if (at === null || at.share < 0 || at.share >= 1) return null
  const truth = clamp(probabilityAt(seed, at), 0.001, 0.999)
  const logit = Math.log(truth / (1 - truth)) + marketNoise(seed, at.slot, at.share)
  return clamp(Math.round(1000 / (1 + Math.exp(-logit))) / 1000, 0.005, 0.995)
}

/** What came true; null before the event resolves, and for an unknown id. */
export function outcome(seed: number, eventId: string, nowMs: number): 0 | 1 | null {
  const at = positionAt(seed, eventId, nowMs)
  if (at === null || at.share < 1) return null
  return hiddenScore(seed, at.slot, 1) > 0 ? 1 : 0
}

/**
 * The probability that the event comes true, given everything up to a moment: no forecaster can do better on
 * average. The starting probability before the event opens, the outcome after it resolved; null for an unknown id.
 */
export function trueProbability(seed: number, eventId: string, nowMs: number): number | null {
  const at = positionAt(seed, eventId, nowMs)
  return at && probabilityAt(seed, at)
}

interface Position {
  readonly slot: Slot
  /** Share of the event's life that is over: below 0 before it opens, 1 and more once it has resolved. */
  readonly share: number
}

function probabilityAt(seed: number, { slot, share }: Position): number {
  return probabilityFromScore(hiddenScore(seed, slot, share), share)
}

function positionAt(seed: number, eventId: string, nowMs: number): Position | null {
  const slot = parseEventId(eventId)
  const times = slot && slotTimes(seed, slot)
  if (slot === null || times === null) return null
  return { slot, share: (nowMs - times.opensAtMs) / (times.resolvesAtMs - times.opensAtMs) }
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

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
