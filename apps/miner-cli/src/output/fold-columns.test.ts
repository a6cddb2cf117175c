import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldColumns } from './fold-columns.ts'

test('a table that fits stays one', () => {
  expect(foldColumns([5, 5, 5], { keyColumn: 0, gap: 2, maxWidth: 19 })).toEqual([[0, 1, 2]])
})

test('what does not fit goes into a further table, with the key before it', () => {
  expect(foldColumns([5, 5, 5], { keyColumn: 1, gap: 2, maxWidth: 18 })).toEqual([
    [0, 1],
    [1, 2],
  ])
})

test('every column is there, in its order, and a table is too wide only where a column is', () => {
  const widths = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(widths, fc.nat(), fc.integer({ min: 10, max: 120 }), (all, key, maxWidth) => {
      const keyColumn = key % all.length
      const tables = foldColumns(all, { keyColumn, gap: 2, maxWidth })
      const columns = tables.flat()
      expect(columns.filter((column) => column !== keyColumn)).toEqual(
        [...all.keys()].filter((column) => column !== keyColumn),
      )
      expect(columns).toContain(keyColumn)
      for (const table of tables) {
        const width = table.reduce((sum, column) => sum + (all[column] ?? 0), (table.length - 1) * 2)
        const others = table.filter((column) => column !== keyColumn)
        if (width > maxWidth) expect(others.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})
