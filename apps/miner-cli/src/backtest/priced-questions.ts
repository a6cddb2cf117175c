import type { Contest, ContestRow } from './contest.ts'

/** A question at the times at which it was forecast, the earliest first. */
export interface PricedQuestion {
  readonly outcome: 0 | 1
  readonly marketPrices: Float64Array
  /** Of each method, at each of the times; null where it said nothing. */
  readonly probabilities: readonly (readonly (number | null)[])[]
}

/** More times than that are thinned out: a season has to hold them. */
const MOST_TIMES = 6

/** The questions for which the market had a price whenever they were forecast, in the order of their names. */
export function pricedQuestions(
  { rows, entries, market }: Contest,
  names: readonly string[],
): PricedQuestion[] {
  const probabilitiesOf = (name: string) => entries.find((entry) => entry.name === name)?.probabilities ?? []
  const prices = market === null ? [] : probabilitiesOf(market)
  const methods = names.map(probabilitiesOf)
  const groups = Map.groupBy(rows.keys(), (index) => rows[index]?.question ?? '')
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, indexes]) => {
      const times = thinOut(indexes.toSorted((a, b) => timeOf(rows[a]) - timeOf(rows[b]) || a - b))
      const marketPrices = times.map((index) => prices[index])
      const first = rows[times[0] ?? -1]
      if (!first || !marketPrices.every((price) => typeof price === 'number')) return []
      return [
        {
          outcome: first.outcome,
          marketPrices: Float64Array.from(marketPrices),
          probabilities: methods.map((said) => times.map((index) => said[index] ?? null)),
        },
      ]
    })
}

function timeOf(row: ContestRow | undefined): number {
  return row?.asOf ? Date.parse(row.asOf) : Number(row?.date_index ?? 0) || 0
}

/** The first, the last, and others evenly between. */
function thinOut(indexes: readonly number[]): readonly number[] {
  if (indexes.length <= MOST_TIMES) return indexes
  return Array.from(
    { length: MOST_TIMES },
    (_, place) => indexes[Math.round((place * (indexes.length - 1)) / (MOST_TIMES - 1))] as number,
  )
}
