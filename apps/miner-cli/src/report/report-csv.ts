import type { BacktestReport } from '../backtest/backtest-report.ts'
import type { Contest } from '../backtest/contest.ts'
import type { ContestReport } from '../backtest/judge-contest.ts'
import { facetsOf } from '../backtest/row-facets.ts'
import { csv } from './csv.ts'
import { subnetRows } from './report-tables.ts'

/** A line for each method. */
export function scoresCsv(report: ContestReport): string {
  const references = [
    ...new Set([report.market, report.first, report.paper, 'baseRate', 'alwaysHalf']),
  ].filter((name) => name !== null)
  const columns = [
    'method',
    'n',
    'brier',
    'brierLow',
    'brierHigh',
    'logScore',
    'calibrationRms',
    'expectedCalibrationError',
    'reliability',
    'resolution',
    'sharpness',
  ]
  const costs = ['skill', 'costUsd', 'costUsdPerForecast', 'brierGainPerUsd']
  const compared = references.flatMap((name) => [`to ${name}`, `to ${name} low`, `to ${name} high`])
  const rows = Object.entries(report.methods).map(([name, score]) => [
    name,
    score.n,
    score.brier,
    score.brierInterval.low,
    score.brierInterval.high,
    score.logScore,
    score.calibrationRms,
    score.expectedCalibrationError,
    score.reliability,
    score.resolution,
    score.sharpness,
    score.skill,
    score.costUsd,
    score.costUsdPerForecast,
    score.brierGainPerUsd,
    ...references.flatMap((other) => {
      const difference = report.differences[name]?.[other]
      return [difference?.mean, difference?.low, difference?.high]
    }),
  ])
  return csv([...columns, ...costs, ...compared], rows)
}

/** A line for each group and method. */
export function groupsCsv({ breakdowns }: ContestReport): string {
  const columns = ['by', 'group', 'method', 'n', 'brier', 'brierLow', 'brierHigh']
  const rows = Object.entries(breakdowns).flatMap(([facet, groups]) =>
    groups.flatMap(({ value, methods }) =>
      Object.entries(methods).map(([name, { n, brier, brierInterval, toMarket }]) => [
        ...[facet, value, name, n, brier, brierInterval?.low, brierInterval?.high],
        ...[toMarket?.mean, toMarket?.low, toMarket?.high],
      ]),
    ),
  )
  return csv([...columns, 'toMarket', 'toMarketLow', 'toMarketHigh'], rows)
}

/** A line for each generation of the rules and each method; without a simulated subnet, the names of the columns alone. */
export function subnetCsv({ subnet }: BacktestReport): string {
  const figures = ['share', 'rank', 'score'] as const
  const columns = figures.flatMap((name) => [name, `${name}Low`, `${name}High`])
  const rows = subnet === null ? [] : subnetRows(subnet)
  return csv(
    ['rules', 'method', ...columns],
    rows.map(({ generation, name, score }) => [
      ...[generation, name],
      ...figures.flatMap((figure) => [score[figure].mean, score[figure].low, score[figure].high]),
    ]),
  )
}

/** A line for each row, with what every method said of it. */
export function probabilitiesCsv({ rows, entries }: Contest): string {
  const columns = [
    'id',
    'question',
    'asOf',
    'cutoff',
    'source',
    'category',
    'marketType',
    'dateIndex',
    'outcome',
  ]
  const lines = rows.map((row, index) => {
    const { source, category, marketType, dateIndex } = facetsOf(row)
    return [
      ...[row.id, row.question, row.asOf, row.cutoff, source, category, marketType, dateIndex, row.outcome],
      ...entries.map(({ probabilities }) => probabilities[index]),
    ]
  })
  return csv([...columns, ...entries.map(({ name }) => name)], lines)
}
