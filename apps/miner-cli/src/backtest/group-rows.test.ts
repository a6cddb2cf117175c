import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupRows } from './group-rows.ts'

const row = { question: 'q', outcome: 1 as const }

test('every row is in one group of each kind, and there are never more than fit a table', () => {
  const rows = fc.array(
    fc.record({
      category: fc.option(fc.nat(40).map(String)),
      date_index: fc.option(fc.nat(30)),
      market_type: fc.constantFrom(null, '', 'binary'),
    }),
  )
  fc.assert(
    fc.property(rows, (some) => {
      const given = some.map((labels) => ({ ...row, ...labels }))
      for (const { groups } of groupRows(given)) {
        const indexes = groups.flatMap((group) => group.indexes)
        expect(indexes.toSorted((a, b) => a - b)).toEqual([...given.keys()])
        expect(groups.length).toBeLessThanOrEqual(15)
      }
    }),
    { numRuns: 30 },
  )
})

test('a time left is told from both dates, and what rows do not tell makes no table', () => {
  const asOf = '2026-01-01T00:00:00Z'
  const at = (cutoff: string | null) => ({ ...row, asOf, cutoff })
  const rows = [at('2026-01-01T12:00:00Z'), at('2027-06-01T00:00:00Z'), at(null), at('2026-01-08T00:00:00Z')]
  expect(groupRows(rows)).toEqual([
    {
      facet: 'horizon',
      groups: [
        { value: 'under 1 day', indexes: [0] },
        { value: '7 to 30 days', indexes: [3] },
        { value: 'over a year', indexes: [1] },
        { value: 'not said', indexes: [2] },
      ],
    },
  ])
  expect(groupRows([row])).toEqual([])
})
