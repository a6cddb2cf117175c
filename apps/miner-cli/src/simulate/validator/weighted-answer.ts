import { intervalWeight } from '@ig/scoring'

/** What one forecaster said about one event, over the intervals in which it was scored. */
export interface WeightedAnswer {
  /** Share of the intervals' weight that was answered, 0 to 1. */
  readonly share: number
  /** The first interval that was answered, from 0; null where none was. */
  readonly first: number | null
  /** The mean by weight; by count where only intervals without weight were answered. Null where none was. */
  readonly mean: number | null
}

/** Sums up the answers of an event's intervals, NaN for no answer, as the axon era weighs them. */
export function weightedAnswer(intervals: number, answer: (interval: number) => number): WeightedAnswer {
  let all = 0
  let answered = 0
  let weighted = 0
  let sum = 0
  let count = 0
  let first: number | null = null
  for (let interval = 0; interval < intervals; interval++) {
    const weight = intervalWeight(interval, intervals)
    all += weight
    const probability = answer(interval)
    if (Number.isNaN(probability)) continue
    first ??= interval
    answered += weight
    weighted += weight * probability
    sum += probability
    count++
  }
  const mean = answered > 0 ? weighted / answered : count > 0 ? sum / count : null
  return { share: answered / all, first, mean }
}
