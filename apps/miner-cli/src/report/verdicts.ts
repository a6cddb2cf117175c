import type { ContestReport, Difference } from '../backtest/judge-contest.ts'
import { intervalText, signed } from './format.ts'

/** Of fewer questions the draws of a bootstrap are too much alike: of one they are all the same. */
const FEWEST_QUESTIONS = 10

/** What the figures say, a sentence for each method that the backtest is about. */
export function verdicts(report: ContestReport): string[] {
  return report.subjects.flatMap((name) => {
    const score = report.methods[name]
    if (!score) return []
    const references = [report.market, report.first ?? report.paper, 'baseRate'].filter(
      (other): other is string => other !== null && other !== name,
    )
    const compared = references.flatMap((other) => {
      const difference = report.differences[name]?.[other]
      return difference ? [verdictOf(difference, other)] : []
    })
    const own = `${name}: Brier score ${score.brier.toFixed(4)} (${intervalText(score.brierInterval)})`
    return [[own, ...compared].join(', ')]
  })
}

/** Which of the two is better, and by how much between which bounds; nobody where the bounds have both signs. */
function verdictOf({ mean, low, high, questions }: Difference, other: string): string {
  if (questions < FEWEST_QUESTIONS) return `too few questions (${questions}) to be told from ${other}`
  if (high < 0) return `better than ${other} by ${bounded(-mean, -high, -low)}`
  if (low > 0) return `worse than ${other} by ${bounded(mean, low, high)}`
  return `not to be told from ${other} (${signed(low, 4)} to ${signed(high, 4)})`
}

function bounded(mean: number, low: number, high: number): string {
  return `${mean.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`
}
