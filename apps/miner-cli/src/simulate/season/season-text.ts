import { type Column, textTable } from '../../output/text-table.ts'
import { strategyOf } from '../field/field-strategies.ts'
import type { Explanation } from './explain-forecaster.ts'
import { GENERATIONS, type SeasonReport, type SeasonRow } from './season-report.ts'
import { ALIKE, numberText, percent, seasonLine, standingColumns } from './standing-columns.ts'

/** A season for people: who ends where, and why. */
export function seasonText(report: SeasonReport, maxWidth: number): string {
  const { miner, field } = report
  const rows = [miner, ...field]
  return [
    ...headLines(report),
    '',
    textTable(rows, [...whoColumns, ...standingColumns<SeasonRow>((row) => row)], { keyColumn: 0, maxWidth }),
    'pay: what one of them is paid, as a share of all that miners are paid; validators set it as the weight.',
    ...field.map(({ name }) => `${name}: ${strategyOf(name).doc}.`),
    '',
    'Why: means over events, of what was said about each, weighted as the axon era weighs intervals.',
    '',
    textTable(
      [...rows, { name: 'the truth', count: 0, ...report.truth }],
      [...whoColumns, ...reasonColumns],
      {
        keyColumn: 0,
        maxWidth,
      },
    ),
    ...verdicts(report),
    '',
  ].join('\n')
}

function headLines({ season, requests, firstAnswerMinutes, coverage }: SeasonReport): string[] {
  const statuses = Object.entries(requests.byStatus)
    .map(([status, count]) => `${count} with ${status}`)
    .join(', ')
  return [
    seasonLine(season),
    `your miner was asked ${requests.sent} times over HTTP and answered ${statuses || 'nothing'}`,
    firstAnswerMinutes === null
      ? 'it answered no event'
      : `it answered ${percent(coverage)} of the events, ${firstAnswerMinutes.toFixed(1)} minutes after they opened on average`,
  ]
}

const whoColumns: Column<Pick<SeasonRow, 'name' | 'count'>>[] = [
  { head: 'who', cell: ({ name }) => name },
  { head: 'count', align: 'right', cell: ({ count }) => (count === 0 ? '' : String(count)) },
]

type Reasons = Explanation & Pick<SeasonRow, 'name' | 'count'>

const reasonColumns: Column<Reasons>[] = [
  { head: 'answered', align: 'right', cell: ({ weightAnswered }) => percent(weightAnswered) },
  { head: 'first interval', align: 'right', cell: ({ firstInterval }) => numberText(firstInterval, 2) },
  { head: 'Brier', align: 'right', cell: ({ brier }) => numberText(brier, 4) },
  { head: 'calibration', align: 'right', cell: ({ calibrationRms }) => numberText(calibrationRms, 4) },
  { head: 'sharpness', align: 'right', cell: ({ sharpness }) => numberText(sharpness, 3) },
]

/** Who is paid most by each generation's rules, and what the miner under test has against that. */
function verdicts({ miner, field }: SeasonReport): string[] {
  return GENERATIONS.map(({ id, title }) => {
    const payOf = ({ standings, count }: SeasonRow) => standings[id].share / count
    const best = field.toSorted((a, b) => payOf(b) - payOf(a))[0]
    if (best === undefined) return `${title}: there is nobody else.`
    if (payOf(best) === 0 && payOf(miner) === 0) return `${title}: nobody is paid.`
    if (payOf(best) <= payOf(miner) * (1 + ALIKE))
      return `${title}: no kind of the field is paid more than your miner.`
    return `${title}: a ${best.name} is paid ${percent(payOf(best), 2)}, your miner ${percent(payOf(miner), 2)}${reasons(miner, best)}.`
  })
}

function reasons(miner: SeasonRow, best: SeasonRow): string {
  if (miner.brier === null || best.brier === null) return '; it does not answer'
  const found = [
    best.weightAnswered - miner.weightAnswered > 0.02 && 'answers less of the weight',
    miner.brier - best.brier > 0.001 && 'has the worse Brier score',
    (miner.calibrationRms ?? 0) - (best.calibrationRms ?? 0) > 0.01 && 'is less calibrated',
    (best.sharpness ?? 0) - (miner.sharpness ?? 0) > 0.02 && 'is less sharp',
  ].filter((reason) => reason !== false)
  if (found.length === 0) return '; it forecasts as well, and reports otherwise'
  return `; it ${found.join(', ')}`
}
