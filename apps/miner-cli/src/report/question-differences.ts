import { brierScore } from '@ig/scoring'
import type { Contest } from '../backtest/contest.ts'

/** A question's mean Brier score by one method less that by another. */
export interface QuestionDifference {
  readonly question: string
  readonly difference: number
  /** Forecasts that both have made of it. */
  readonly n: number
}

/** For each question that both have forecast, the most gained first. */
export function differencesByQuestion(
  name: string,
  other: string,
  { rows, entries }: Contest,
): QuestionDifference[] {
  const probabilitiesOf = (wanted: string) =>
    entries.find((entry) => entry.name === wanted)?.probabilities ?? []
  const [mine, others] = [probabilitiesOf(name), probabilitiesOf(other)]
  const sums = new Map<string, { sum: number; n: number }>()
  for (const [index, { question, outcome }] of rows.entries()) {
    const [a, b] = [mine[index], others[index]]
    if (typeof a !== 'number' || typeof b !== 'number') continue
    const known = sums.get(question) ?? { sum: 0, n: 0 }
    known.sum += brierScore(a, outcome) - brierScore(b, outcome)
    known.n += 1
    sums.set(question, known)
  }
  return [...sums]
    .map(([question, { sum, n }]) => ({ question, difference: sum / n, n }))
    .toSorted((a, b) => a.difference - b.difference || (a.question < b.question ? -1 : 1))
}
