import { IgError } from '@ig/errors'
import { seededRandom } from './seeded-random.ts'

/** Two forecasters' scores of one forecast. */
export interface PairedScore {
  /** Forecasts of one question are drawn together: their outcome is the same. */
  readonly question: string
  readonly a: number
  readonly b: number
}

/** How much a's mean score differs from b's. */
export interface PairedDifference {
  /** mean(a) - mean(b), over all forecasts. */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Share of the draws in which the difference is below 0. */
  readonly shareBelowZero: number
  readonly questions: number
}

/**
 * The difference of two mean scores on the same forecasts, with a percentile interval by bootstrap over questions:
 * whole questions are drawn with replacement, so that many forecasts of one question do not pass for many
 * observations. The same seed gives the same numbers, and methods judged on the same questions the same draws. With
 * `b` 0 throughout it is the interval of one mean score.
 *
 * Throws `IgError` E_BOOTSTRAP without a score. Source: Efron 1979; Field and Welsh 2007 for whole clusters.
 */
export function pairedBootstrap(
  scores: readonly PairedScore[],
  {
    draws = 1_000,
    confidence = 0.95,
    seed = 1,
  }: { readonly draws?: number; readonly confidence?: number; readonly seed?: number } = {},
): PairedDifference {
  if (scores.length === 0) {
    throw new IgError({ code: 'E_BOOTSTRAP', message: 'There is no score to draw from.' })
  }
  const { sums, counts } = byQuestion(scores)
  const random = seededRandom(seed)
  const means = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    let count = 0
    for (let pick = 0; pick < sums.length; pick++) {
      const question = Math.floor(random() * sums.length)
      sum += sums[question] as number
      count += counts[question] as number
    }
    means[draw] = sum / count
  }
  means.sort()
  // As many draws are cut off above as below, so that swapping a and b turns the interval round.
  const cut = Math.min(Math.floor(((1 - confidence) / 2) * draws), (draws - 1) >> 1)
  return {
    mean: scores.reduce((sum, { a, b }) => sum + (a - b), 0) / scores.length,
    low: means[cut] as number,
    high: means[draws - 1 - cut] as number,
    shareBelowZero: means.filter((mean) => mean < 0).length / draws,
    questions: sums.length,
  }
}

/** Sum and count of the differences of each question, in the order of their names: not in that of the rows. */
function byQuestion(scores: readonly PairedScore[]): { sums: Float64Array; counts: Float64Array } {
  const groups = new Map<string, { sum: number; count: number }>()
  for (const { question, a, b } of scores) {
    const group = groups.get(question) ?? { sum: 0, count: 0 }
    group.sum += a - b
    group.count += 1
    groups.set(question, group)
  }
  const ordered = [...groups].toSorted(([x], [y]) => (x < y ? -1 : 1)).map(([, group]) => group)
  return {
    sums: Float64Array.from(ordered, ({ sum }) => sum),
    counts: Float64Array.from(ordered, ({ count }) => count),
  }
}
