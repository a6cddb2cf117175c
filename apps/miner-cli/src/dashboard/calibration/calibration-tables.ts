import { signed } from '../../report/format.ts'
import { shorten } from '../events/event-words.tsx'
import type { Column } from '../ui/data-table.tsx'
import { count } from '../ui/format.ts'
import type { PeriodScore } from './score-periods.ts'
import { FEW_EVENTS, type GroupScore, type MeanScore } from './score-table.ts'

/** The columns of a table of scores; `head` names what the rows are. */
export function scoreColumns(head: string): Column<GroupScore>[] {
  return [
    { head, kind: 'text', cell: ({ name }) => shorten(name, 80) },
    { head: 'Events', cell: ({ events }) => count(events) },
    { head: 'Brier', cell: ({ brier, events }) => withInterval(brier, events) },
    { head: 'Log score', cell: ({ log }) => log.toFixed(3) },
    { head: 'Skill', minor: true, cell: ({ skill }) => (skill === null ? '–' : signed(skill, 3)) },
    { head: 'Market’s Brier', cell: ({ market }) => market?.brier.toFixed(4) ?? '–' },
    { head: 'Market’s log', minor: true, cell: ({ market }) => market?.log.toFixed(3) ?? '–' },
    {
      head: 'Ours less the market’s',
      cell: ({ market }) => (market === null ? '–' : signedInterval(market.difference, market.events)),
    },
  ]
}

/** The columns of a table of scores by time. */
export const PERIOD_COLUMNS: readonly Column<PeriodScore>[] = [
  { head: 'Resolved', kind: 'text', cell: ({ startMs, endMs }) => periodText(startMs, endMs) },
  { head: 'Events', cell: ({ events }) => count(events) },
  { head: 'Brier', cell: ({ brier }) => brier.toFixed(4) },
  { head: 'Market’s Brier', cell: ({ priceBrier }) => priceBrier?.toFixed(4) ?? '–' },
  { head: 'Log score', cell: ({ log }) => log.toFixed(3) },
  { head: 'Market’s log', cell: ({ priceLog }) => priceLog?.toFixed(3) ?? '–' },
]

const DAY_MS = 86_400_000

function periodText(startMs: number, endMs: number): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return endMs - startMs <= DAY_MS ? day(startMs) : `${day(startMs)} to ${day(endMs - DAY_MS)}`
}

function withInterval({ mean, low, high }: MeanScore, events: number): string {
  const text = mean.toFixed(4)
  return events < FEW_EVENTS ? text : `${text} (${low.toFixed(3)} to ${high.toFixed(3)})`
}

function signedInterval({ mean, low, high }: MeanScore, events: number): string {
  const text = signed(mean, 4)
  return events < FEW_EVENTS ? text : `${text} (${signed(low, 3)} to ${signed(high, 3)})`
}
