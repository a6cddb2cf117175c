import type { ContestReport, Difference } from '../backtest/judge-contest.ts'
import { intervalText, signed } from './format.ts'

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
      return difference ? [`${verdictOf(difference, other)} (${range(difference)})`] : []
    })
    const own = `${name}: Brier score ${score.brier.toFixed(4)} (${intervalText(score.brierInterval)})`
    return [[own, ...compared].join(', ')]
  })
}

function verdictOf({ mean, low, high }: Difference, other: string): string {
  const by = Math.abs(mean).toFixed(4)
  if (high < 0) return `better than ${other} by ${by}`
  return low > 0 ? `worse than ${other} by ${by}` : `not to be told from ${other}`
}

function range({ low, high }: Difference): string {
  return `${signed(low, 4)} to ${signed(high, 4)}`
}
