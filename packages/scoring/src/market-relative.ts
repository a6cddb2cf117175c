import { assertProbability } from './assert-probability.ts'
import { brierScore } from './brier-score.ts'

/**
 * Today's score of the subnet: (p - T)^2 - (m - T)^2, lower is better, and copying the market is 0.
 * Throws `IgError` E_PROBABILITY. Source: Numinous v3.
 *
 * @param forecast.market the market's price when the forecast was made.
 * @param forecast.target its price seven days later, or the outcome where that came first.
 */
export function marketRelativeScore(forecast: {
  readonly probability: number
  readonly market: number
  readonly target: number
}): number {
  const { probability, market, target } = forecast
  for (const value of [probability, market, target]) assertProbability(value)
  if (target === 0 || target === 1) return brierScore(probability, target) - brierScore(market, target)
  return (probability - target) ** 2 - (market - target) ** 2
}

/** Share of the events of the last fourteen days that have to be answered to be paid at all. */
export const MARKET_RELATIVE_COVERAGE = 0.85
/** Whose score is the baseline: what does not beat it is not paid. */
export const MARKET_RELATIVE_BASELINE_RANK = 21

/**
 * Who is paid what share: proportional to max(baseline - score, 0)^2 with the 21st best score as the baseline, of
 * those who have answered 85 % of the events of fourteen days. With fewer than 21 of them the worst is the baseline.
 * Shares sum to 1, or are all 0 where nobody beats the baseline.
 * Source: Numinous v3.
 */
export function marketRelativePay(
  miners: readonly { readonly id: string; readonly meanScore: number; readonly coverage: number }[],
): { readonly id: string; readonly share: number }[] {
  const eligible = miners.filter(({ coverage }) => coverage >= MARKET_RELATIVE_COVERAGE)
  const ranked = eligible.map(({ meanScore }) => meanScore).toSorted((a, b) => a - b)
  const baseline = ranked[Math.min(MARKET_RELATIVE_BASELINE_RANK, ranked.length) - 1] ?? 0
  const payOf = ({ meanScore, coverage }: (typeof miners)[number]) =>
    coverage >= MARKET_RELATIVE_COVERAGE ? Math.max(baseline - meanScore, 0) ** 2 : 0
  const sum = miners.reduce((total, miner) => total + payOf(miner), 0)
  return miners.map((miner) => ({ id: miner.id, share: sum > 0 ? payOf(miner) / sum : 0 }))
}
