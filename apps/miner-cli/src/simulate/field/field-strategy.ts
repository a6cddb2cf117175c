import type { Random } from '@ig/scoring'

/** What a simulated forecaster sees when it answers for one interval of one event. */
export interface FieldView {
  /** 0 for the event's first interval. */
  readonly interval: number
  readonly intervals: number
  /** The mean price of the interval; null where none is known. */
  readonly marketPrice: number | null
  /** The probability that no forecaster can better; only experts look at it, and blur it. */
  readonly truth: number | null
  /** What this forecaster last said about this event; null where it has said nothing yet. */
  readonly earlier: number | null
  /** A standard normal number, drawn once for this forecaster and event: where its error lasts. */
  readonly leaning: number
  /** Share of YES among the events that resolved last, never 0 or 1. */
  readonly yesShare: number
  readonly random: Random
}

/** A simple way to forecast: a probability for each interval, or null for no answer. */
export interface FieldStrategy {
  readonly name: string
  /** A few words for people. */
  readonly doc: string
  predict(view: FieldView): number | null
}
