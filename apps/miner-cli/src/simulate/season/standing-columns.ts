import type { Column } from '../../output/text-table.ts'
import { GENERATIONS, type SeasonReport, type SeasonRow } from './season-report.ts'

/** Pay that differs by less is alike. */
export const ALIKE = 0.02

/** What was played, in a line. */
export function seasonLine({ seed, events, days, miners, pollMinutes }: SeasonReport['season']): string {
  return `season ${seed}: ${events} events over ${days} days, ${miners} miners, asked every ${pollMinutes} minutes`
}

/** Score, rank and pay by each generation's rules; pay is that of one, where a row stands for several. */
export function standingColumns<Row>(of: (row: Row) => SeasonRow): Column<Row>[] {
  return GENERATIONS.flatMap(({ id, title }): Column<Row>[] => [
    { head: title, align: 'right', cell: (row) => numberText(of(row).standings[id].score, 4) },
    { head: 'rank', align: 'right', cell: (row) => String(of(row).standings[id].rank) },
    {
      head: 'pay',
      align: 'right',
      cell: (row) => percent(of(row).standings[id].share / of(row).count, 2),
    },
  ])
}

/** A share as a percentage. */
export function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** A number with so many digits; a dash where there is none. */
export function numberText(value: number | null, digits: number): string {
  // A number that rounds to nothing has no sign.
  return value === null ? '-' : value.toFixed(digits).replace(/^-(0\.0+)$/, '$1')
}
