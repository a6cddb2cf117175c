import { type Column, textTable } from '../../output/text-table.ts'
import { GENERATIONS } from '../season/season-report.ts'
import { ALIKE, percent, seasonLine, standingColumns } from '../season/standing-columns.ts'
import type { PolicyResult } from './compare-policies.ts'

/** One season under every report policy for people. */
export function policiesText(results: readonly PolicyResult[], maxWidth: number): string {
  const [first] = results
  if (first === undefined) return ''
  const columns: Column<PolicyResult>[] = [
    { head: 'policy', cell: ({ policy }) => policy },
    ...standingColumns<PolicyResult>(({ report }) => report.miner),
    { head: 'answered', align: 'right', cell: ({ report }) => percent(report.miner.weightAnswered) },
  ]
  const best = GENERATIONS.map(({ id, title }) => {
    const top = results.toSorted((a, b) => shareOf(b, id) - shareOf(a, id))
    const most = shareOf(top[0] as PolicyResult, id)
    const alike = results.filter((one) => shareOf(one, id) >= most / (1 + ALIKE))
    const names = alike.length === results.length ? 'all' : alike.map(({ policy }) => policy).join(', ')
    if (most === 0) return `${title}: no policy is paid.`
    return `${title}: ${names} ${alike.length === 1 ? 'is paid most' : 'are paid alike, and most'}.`
  })
  return [
    seasonLine(first.report.season),
    '',
    textTable(results, columns, { keyColumn: 0, maxWidth }),
    ...results.map(({ policy, doc }) => `${policy}: ${doc}.`),
    '',
    ...best,
    '',
  ].join('\n')
}

function shareOf({ report }: PolicyResult, id: (typeof GENERATIONS)[number]['id']): number {
  return report.miner.standings[id].share
}
