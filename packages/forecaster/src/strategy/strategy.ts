import type { Basis, Evidence } from '../forecast.ts'
import type { Reserve } from '../ports.ts'
import type { EarlierBelief, Question } from '../question.ts'

/** What a strategy is told beside the question. */
export interface StrategyContext {
  /** The moment the forecast is for; nothing later may be used. */
  readonly asOf: Date
  /** The venue's price now, from 0 to 1, uncalibrated. */
  readonly market: number | null
  /** The forecast before this one. */
  readonly earlier: EarlierBelief | null
  /** Ends when nobody waits for the answer any more: hand it to `fetch`. */
  readonly signal: AbortSignal
  /** Sets the worst case of a paid call aside before it is made, and throws E_BUDGET at the cap; settle it after. */
  readonly reserve: Reserve
}

/** What a strategy may say beside the probability. */
export interface StrategyAnswer {
  /** The honest probability of yes, from 0 to 1. */
  readonly probability: number
  readonly reasoning?: string | undefined
  /** Default `model`: a number of the strategy's own. */
  readonly basis?: Basis | undefined
  /** 0 to 1. Default 0.5. */
  readonly confidence?: number | undefined
  readonly evidence?: readonly Evidence[] | undefined
  readonly usage?: { readonly costUsd?: number | undefined } | undefined
}

/**
 * Your own forecaster in one function: the default export of a file that is named by `--forecaster`.
 *
 * @example
 * export default ((question, { market }) => market ?? 0.4) satisfies ForecastStrategy
 */
export type ForecastStrategy = (
  question: Question,
  context: StrategyContext,
) => number | StrategyAnswer | Promise<number | StrategyAnswer>
