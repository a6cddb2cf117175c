import type { EventScore } from './event-score.ts'

/** The events that were resolved in a span of time, and their mean scores. */
export interface PeriodScore {
  readonly startMs: number
  readonly endMs: number
  readonly events: number
  readonly brier: number
  readonly log: number
  /** On the events whose price is known; null without any. */
  readonly priceBrier: number | null
  readonly priceLog: number | null
}

const DAY_MS = 86_400_000

/** Mean scores by when events were resolved: by day, by week or by four weeks, as far as there is something to see. */
export function scorePeriods(scores: readonly EventScore[]): PeriodScore[] {
  if (scores.length === 0) return []
  const times = scores.map(({ resolvedAtMs }) => resolvedAtMs)
  const daysSeen = (Math.max(...times) - Math.min(...times)) / DAY_MS
  const spanMs = DAY_MS * (daysSeen <= 28 ? 1 : daysSeen <= 182 ? 7 : 28)
  const groups = Map.groupBy(scores, ({ resolvedAtMs }) => Math.floor(resolvedAtMs / spanMs))
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([period, group]) => {
      const priced = group.flatMap(({ against }) => against ?? [])
      return {
        startMs: period * spanMs,
        endMs: (period + 1) * spanMs,
        events: group.length,
        brier: mean(group.map(({ brier }) => brier)),
        log: mean(group.map(({ log }) => log)),
        priceBrier: priced.length === 0 ? null : mean(priced.map(({ priceBrier }) => priceBrier)),
        priceLog: priced.length === 0 ? null : mean(priced.map(({ priceLog }) => priceLog)),
      }
    })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
