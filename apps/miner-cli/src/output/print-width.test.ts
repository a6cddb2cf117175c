import { expect, test } from 'vitest'
import { printWidth } from './print-width.ts'

test.each([
  [{ isTerminal: true, columns: 132 }, {}, 132],
  [{ isTerminal: true, columns: 0 }, {}, 80],
  [{}, { COLUMNS: '100' }, 100],
  [{}, { COLUMNS: 'many' }, Number.POSITIVE_INFINITY],
  [{}, {}, Number.POSITIVE_INFINITY],
])('%j with %j is %d wide', (stdout, env, width) => {
  expect(printWidth(stdout, env)).toBe(width)
})
