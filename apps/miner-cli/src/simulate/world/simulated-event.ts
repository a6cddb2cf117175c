import { hiddenScore, marketNoise, probabilityFromScore } from './simulated-path.ts'

/** What an event's randomness is drawn for: no two events of a world share it. */
export interface Slot {
  readonly lane: number
  readonly turn: number
}

/** The times of one simulated event, whole seconds in Unix milliseconds. */
export interface EventTimes {
  readonly opensAtMs: number
  /** The last moment at which an answer counts; some doubt is left then. */
  readonly cutoffMs: number
  /** The moment from which the outcome is known. */
  readonly resolvesAtMs: number
}

/** A simulated binary event as a validator asks about it. */
export interface SimulatedEvent extends EventTimes {
  /** Unique in its world. */
  readonly eventId: string
  readonly marketType: 'simulated'
  /** The invented question, marked as simulated. It says nothing about the probability. */
  readonly description: string
}

/**
 * All that decides how an event goes, with the world's seed (an integer): its true probabilities are known, so that a
 * score means something without a network.
 */
export interface SimulatedLife extends Slot, EventTimes {
  /** Mean of the hidden score at the start: 0 where half of all such events come true, below it where fewer do. */
  readonly startMean: number
}

/**
 * The simulated market's price: the true probability blurred in logit by noise that changes slowly, in ticks of
 * 0.001 and inside [0.005, 0.995]. Null before the event opens and once it has resolved.
 */
export function priceAt(seed: number, life: SimulatedLife, nowMs: number): number | null {
  const share = shareOfLife(life, nowMs)
  if (share < 0 || share >= 1) return null
  const truth = clamp(probabilityFromScore(hiddenScore(seed, life, share), share), 0.001, 0.999)
  const logit = Math.log(truth / (1 - truth)) + marketNoise(seed, life, share)
  return clamp(Math.round(1000 / (1 + Math.exp(-logit))) / 1000, 0.005, 0.995)
}

/**
 * The probability that the event comes true, given everything up to a moment: no forecaster can do better on
 * average. The starting probability before the event opens, the outcome after it resolved.
 */
export function truthAt(seed: number, life: SimulatedLife, nowMs: number): number {
  const share = shareOfLife(life, nowMs)
  return probabilityFromScore(hiddenScore(seed, life, share), share)
}

/** What comes true in the end, whatever the time. */
export function outcomeOf(seed: number, life: SimulatedLife): 0 | 1 {
  return hiddenScore(seed, life, 1) > 0 ? 1 : 0
}

/** Below 0 before the event opens, 1 and more once it has resolved. */
function shareOfLife({ opensAtMs, resolvesAtMs }: EventTimes, nowMs: number): number {
  return (nowMs - opensAtMs) / (resolvesAtMs - opensAtMs)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
