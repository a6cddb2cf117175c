import type { BenchReport, BenchScore } from './score-sets.ts'

/** A report for people. */
export function benchText(report: BenchReport): string {
  const { overall, market, dataset, bySource, toFreezePrice, skipped, missing } = report
  const rows: (readonly [string, BenchScore | null])[] = [
    ['market', market],
    ['dataset', dataset],
    ...Object.entries(bySource).map(([source, score]) => [`  ${source}`, score] as const),
    ['market, less the price at the freeze', toFreezePrice],
  ]
  const shown = rows.filter((row): row is readonly [string, BenchScore] => row[1] !== null)
  const width = Math.max(...shown.map(([name]) => name.length), 0)
  return [
    overall === null ? 'overall     not both kinds are decided' : `overall     Brier ${overall.toFixed(5)}`,
    '',
    ...shown.map(([name, { n, questions, brier, low, high }]) => {
      const figures = `${brier.toFixed(5)}  95 % ${low.toFixed(5)} to ${high.toFixed(5)}`
      return `${name.padEnd(width)}  ${figures}  ${n} forecasts of ${questions} questions`
    }),
    '',
    `left out: ${skipped.undecided} undecided, ${skipped.combinations} combinations, ${skipped.repeated} repeated; ${missing} decided ones have no forecast`,
    '',
  ].join('\n')
}
