import { type Column, textTable } from '../../output/text-table.ts'
import type { LoadResult } from './load-result.ts'

const columns: Column<LoadResult>[] = [
  { head: 'what', cell: ({ name }) => name },
  { head: 'sent', align: 'right', cell: ({ sent }) => String(sent) },
  { head: 'answered with', cell: ({ byStatus }) => statusText(byStatus) },
  { head: 'p50', align: 'right', cell: ({ p50Ms }) => milliseconds(p50Ms) },
  { head: 'p99', align: 'right', cell: ({ p99Ms }) => milliseconds(p99Ms) },
  { head: 'longest', align: 'right', cell: ({ maxMs }) => milliseconds(maxMs) },
  { head: 'as it must', cell: ({ fault }) => (fault === null ? 'yes' : 'NO') },
]

/** What was answered in what time, for people, and what should have been and was not. */
export function loadText(results: readonly LoadResult[], maxWidth: number): string {
  const faults = results.flatMap(({ name, fault }) => (fault === null ? [] : [`${name}: ${fault}.`]))
  return [
    textTable(results, columns, { keyColumn: 0, maxWidth }),
    ...results.map(({ name, doc }) => `${name}: ${doc}.`),
    '',
    ...(faults.length === 0 ? ['Everything was answered as it must be.'] : faults),
    ...(results.some(({ byStatus }) => byStatus['403'])
      ? [
          '403: the target takes questions of callers that it knows by permit and stake; the keys here are new.',
        ]
      : []),
    '',
  ].join('\n')
}

function statusText(byStatus: LoadResult['byStatus']): string {
  const entries = Object.entries(byStatus).toSorted(([, a], [, b]) => b - a)
  return entries.map(([status, count]) => (entries.length === 1 ? status : `${count} x ${status}`)).join(', ')
}

function milliseconds(ms: number | null): string {
  return ms === null ? '-' : `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`
}
