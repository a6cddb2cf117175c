import { type BacktestReport, shownMethods } from '../backtest/backtest-report.ts'
import type { GroupScores } from '../backtest/judge-contest.ts'
import type { Facet } from '../backtest/row-facets.ts'
import { textTable } from '../output/text-table.ts'
import type { HtmlColumn } from './html.ts'
import {
  FACET_TITLES,
  FITTED_ON,
  groupColumns,
  ranked,
  scoreColumns,
  subnetColumns,
  subnetRows,
} from './report-tables.ts'
import { verdicts } from './verdicts.ts'

/** At a terminal with where the calibrated price comes from instead. */
function fittedText(on: keyof typeof FITTED_ON): string {
  if (on !== 'nothing') return FITTED_ON[on]
  return `${FITTED_ON.nothing.slice(0, -1)}; the calibrated price is by the parameters in use: the fit of \`pnpm miner fit\`, else those that the miner ships with.`
}

/** A report for people at a terminal: one method a line, the best first, then the groups. */
export function reportText(report: BacktestReport, maxWidth: number): string {
  const { n, questions, fittedOn, selected, bootstrap, subnet } = report
  const chosen = [selected.withoutCrowd, selected.withCrowd].filter((name) => name !== null)
  const names = shownMethods(report)
  const facets = Object.entries(report.breakdowns) as [Facet, readonly GroupScores[]][]
  return [
    `${n} forecasts of ${questions} questions; 95 % intervals by ${bootstrap.draws} bootstraps over questions, seed ${bootstrap.seed}`,
    '',
    table(ranked(report), scoreColumns(report), maxWidth),
    fittedText(fittedOn ?? 'nothing'),
    ...(chosen.length > 0 ? [`Chosen there: ${chosen.join(', ')}.`] : []),
    ...verdicts(report).map((sentence) => `- ${sentence}`),
    '',
    ...facets.flatMap(([facet, groups]) => [
      `${FACET_TITLES[facet]}, Brier scores`,
      table(groups, groupColumns(names, report), maxWidth),
    ]),
    ...(subnet === null
      ? []
      : [
          `On a simulated subnet of ${subnet.forecasters}: ${subnet.seasons} seasons of ${subnet.eventsPerSeason} questions`,
          table(subnetRows(subnet), subnetColumns, maxWidth),
        ]),
  ].join('\n')
}

function table<Row>(rows: readonly Row[], columns: readonly HtmlColumn<Row>[], maxWidth: number): string {
  const aligned = columns.map(({ head, cell, below }, index) => ({
    head,
    cell: (row: Row) => {
      const small = below?.(row) ?? ''
      return small === '' ? cell(row) : `${cell(row)} (${small})`
    },
    align: index === 0 ? ('left' as const) : ('right' as const),
  }))
  return textTable(rows, aligned, { keyColumn: 0, maxWidth })
}
