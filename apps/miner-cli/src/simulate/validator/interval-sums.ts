/** Sum and number of the probabilities that fell into one interval. */
export interface IntervalSum {
  readonly sum: number
  readonly count: number
}

/** Equal intervals of an event's time, in Unix milliseconds. */
export interface IntervalGrid {
  readonly startsAtMs: number
  readonly intervalMs: number
  readonly intervals: number
}

/** The interval of a moment; moments outside count for the first or the last one. */
export function intervalOf({ startsAtMs, intervalMs, intervals }: IntervalGrid, nowMs: number): number {
  const interval = Math.floor((nowMs - startsAtMs) / intervalMs)
  return Math.min(intervals - 1, Math.max(0, interval))
}

/** Sums to which nothing has been added. */
export function emptySums(intervals: number): IntervalSum[] {
  return Array.from({ length: intervals }, () => ({ sum: 0, count: 0 }))
}

/** The sums with a probability more; null adds nothing. */
export function addToInterval(
  sums: readonly IntervalSum[],
  interval: number,
  probability: number | null,
): readonly IntervalSum[] {
  const entry = sums[interval]
  if (probability === null || entry === undefined) return sums
  return sums.with(interval, { sum: entry.sum + probability, count: entry.count + 1 })
}

/** What counts in each interval, the mean of what fell into it; NaN where nothing did. */
export function meansOf(sums: readonly IntervalSum[]): number[] {
  return sums.map(({ sum, count }) => (count === 0 ? Number.NaN : sum / count))
}
