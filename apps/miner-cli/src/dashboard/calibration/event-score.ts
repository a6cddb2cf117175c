import type { Basis, DecidedCourse } from '@ig/miner'
import { brierScore, INTERVAL_MS, logScore, type Outcome } from '@ig/scoring'

/** What was believed of a decided event at a moment before its end. */
export interface Moment {
  /** The event's key. */
  readonly question: string
  readonly outcome: Outcome
  readonly probability: number
  /** What the venue asked then; null where that is not known. */
  readonly price: number | null
}

/** Mean scores of what was believed of one event while it was open. */
export interface EventScore {
  readonly key: string
  readonly marketType: string
  readonly outcome: Outcome
  readonly resolvedAtMs: number
  /** Of the last forecast before the end. */
  readonly basis: Basis
  readonly brier: number
  readonly log: number
  /** Both at the moments of which the price is known; null where there is none. */
  readonly against: {
    readonly brier: number
    readonly log: number
    readonly priceBrier: number
    readonly priceLog: number
  } | null
  readonly moments: readonly Moment[]
}

const MOST_MOMENTS = 12

/**
 * Scores a decided event: what stood at moments that part the time from the first forecast to the end evenly, one for
 * each of the subnet's 4-hour intervals and twelve at most; every moment counts the same. Null where nothing was
 * forecast in time.
 */
export function scoreEvent(course: DecidedCourse): EventScore | null {
  const [first] = course.forecasts
  const last = course.forecasts.at(-1)
  if (first === undefined || last === undefined) return null
  const moments = momentsOf(course, first.madeAtMs)
  const priced = moments.flatMap(({ probability, outcome, price }) =>
    price === null ? [] : [{ probability, outcome, price }],
  )
  const { key, marketType, outcome, resolvedAtMs } = course
  return {
    ...{ key, marketType, outcome, resolvedAtMs, moments },
    basis: last.basis,
    brier: mean(moments.map((one) => brierScore(one.probability, outcome))),
    log: mean(moments.map((one) => logScore(one.probability, outcome))),
    against:
      priced.length === 0
        ? null
        : {
            brier: mean(priced.map((one) => brierScore(one.probability, outcome))),
            log: mean(priced.map((one) => logScore(one.probability, outcome))),
            priceBrier: mean(priced.map((one) => brierScore(one.price, outcome))),
            priceLog: mean(priced.map((one) => logScore(one.price, outcome))),
          },
  }
}

function momentsOf({ key, outcome, endedAtMs, forecasts, prices }: DecidedCourse, firstMs: number): Moment[] {
  const openMs = endedAtMs - firstMs
  const count = Math.min(MOST_MOMENTS, Math.max(1, Math.ceil(openMs / INTERVAL_MS)))
  return Array.from({ length: count }, (_, index) => {
    const atMs = firstMs + ((index + 0.5) / count) * openMs
    const forecast = forecasts.findLast(({ madeAtMs }) => madeAtMs <= atMs)
    const price = prices.findLast((one) => one.atMs <= atMs)
    return {
      question: key,
      outcome,
      // The first moment lies behind the first forecast.
      probability: forecast?.probability ?? Number.NaN,
      price: price?.price ?? null,
    }
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
