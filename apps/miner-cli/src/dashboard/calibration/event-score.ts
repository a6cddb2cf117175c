import type { Basis, DecidedEvent, DecidedMoment } from '@ig/miner'
import { brierScore, logScore, type Outcome } from '@ig/scoring'

/** Mean scores of what was believed of one event while it was open. */
export interface EventScore {
  readonly key: string
  readonly marketType: string
  readonly outcome: Outcome
  readonly resolvedAtMs: number
  /** Of the last moment. */
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
  readonly moments: readonly DecidedMoment[]
}

/** Scores a decided event, every moment alike; null where nothing was forecast in time. */
export function scoreEvent({ moments, ...event }: DecidedEvent): EventScore | null {
  const { key, marketType, outcome, resolvedAtMs } = event
  const last = moments.at(-1)
  if (last === undefined) return null
  const priced = moments.flatMap(({ probability, price }) => (price === null ? [] : [{ probability, price }]))
  return {
    ...{ key, marketType, outcome, resolvedAtMs, moments },
    basis: last.basis,
    brier: mean(moments.map(({ probability }) => brierScore(probability, outcome))),
    log: mean(moments.map(({ probability }) => logScore(probability, outcome))),
    against:
      priced.length === 0
        ? null
        : {
            brier: mean(priced.map(({ probability }) => brierScore(probability, outcome))),
            log: mean(priced.map(({ probability }) => logScore(probability, outcome))),
            priceBrier: mean(priced.map(({ price }) => brierScore(price, outcome))),
            priceLog: mean(priced.map(({ price }) => logScore(price, outcome))),
          },
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
