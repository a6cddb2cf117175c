import type { Outcome, Random } from '@ig/scoring'
import { standardNormal, strategyOf } from './field-strategies.ts'

/** What the forecasters of a field can see of an event. */
export interface FieldEvent {
  /** The market's price in each interval, NaN where none is known: its length is the number of intervals. */
  readonly marketPrices: ArrayLike<number>
  /**
   * The true probability in each interval, where the event is simulated. Without it, an expert is one who is
   * `EXPERT_EDGE` nearer to the outcome than the price, in logit.
   */
  readonly truths?: ArrayLike<number>
  readonly outcome: Outcome
}

/** By how much an expert knows better than the price where no true probability is known, in logit. */
export const EXPERT_EDGE = 0.3

/**
 * What a field of simple strategies says about an event: interval by interval (rows) and forecaster by forecaster
 * (columns, in the order of `fieldIds`), NaN where one does not answer. The same for the same `random`.
 *
 * Throws `IgError` E_FIELD for an unknown strategy.
 *
 * @param options.yesShare the share of YES among the events that resolved last; default 0.5
 */
export function playField({
  event,
  strategies,
  random,
  yesShare = 0.5,
}: {
  readonly event: FieldEvent
  readonly strategies: readonly { readonly name: string; readonly count: number }[]
  readonly random: Random
  readonly yesShare?: number
}): Float64Array {
  const intervals = event.marketPrices.length
  const forecasters = strategies.reduce((sum, { count }) => sum + count, 0)
  const probabilities = new Float64Array(intervals * forecasters).fill(Number.NaN)
  const truths = Array.from({ length: intervals }, (_, interval) => truthAt(event, interval, yesShare))
  let column = 0
  for (const { name, count } of strategies) {
    const { predict } = strategyOf(name)
    for (const end = column + count; column < end; column++) {
      const leaning = standardNormal(random)
      let earlier: number | null = null
      for (let interval = 0; interval < intervals; interval++) {
        const marketPrice = numberOrNull(event.marketPrices[interval])
        const truth = truths[interval] ?? null
        const said: number | null = predict({
          interval,
          intervals,
          marketPrice,
          truth,
          earlier,
          leaning,
          yesShare,
          random,
        })
        if (said === null) continue
        probabilities[interval * forecasters + column] = said
        earlier = said
      }
    }
  }
  return probabilities
}

function truthAt(
  { truths, marketPrices, outcome }: FieldEvent,
  interval: number,
  yesShare: number,
): number | null {
  if (truths !== undefined) return numberOrNull(truths[interval])
  const base = Math.min(0.999, Math.max(0.001, numberOrNull(marketPrices[interval]) ?? yesShare))
  const better = Math.log(base / (1 - base)) + (outcome === 1 ? EXPERT_EDGE : -EXPERT_EDGE)
  return 1 / (1 + Math.exp(-better))
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
