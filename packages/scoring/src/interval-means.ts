import { assertProbability } from './assert-probability.ts'
import { intervalIndex } from './intervals.ts'

/** One answer that a validator received. */
export interface Submission {
  readonly atMs: number
  readonly probability: number
}

/** What counts as the prediction of one interval. */
export interface IntervalMean {
  readonly interval: number
  readonly probability: number
  readonly count: number
  /** The last answer of the interval: the validators keep it beside the mean, which alone is scored. */
  readonly latest: number
}

/**
 * The prediction that counts in each interval: the mean of the answers that fell into it, in order of time.
 * Submissions stand in the order in which they came. Intervals without an answer are absent. Throws `IgError` E_PROBABILITY.
 * Source: infinite_games 6ebb39b, the predictions table's running mean.
 */
export function intervalMeans(submissions: readonly Submission[]): IntervalMean[] {
  const sums = new Map<number, { sum: number; count: number; latest: number }>()
  for (const { atMs, probability } of submissions) {
    assertProbability(probability)
    const interval = intervalIndex(atMs)
    const entry = sums.get(interval) ?? { sum: 0, count: 0, latest: 0 }
    entry.sum += probability
    entry.count += 1
    entry.latest = probability
    sums.set(interval, entry)
  }
  return [...sums]
    .map(([interval, { sum, count, latest }]) => ({ interval, probability: sum / count, count, latest }))
    .sort((a, b) => a.interval - b.interval)
}
