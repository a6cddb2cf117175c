import { expect, test } from 'vitest'
import { type Column, textTable } from './text-table.ts'

interface Row {
  readonly uid: number
  readonly name: string
}

const columns: Column<Row>[] = [
  { head: 'UID', align: 'right', cell: ({ uid }) => String(uid), total: '2' },
  { head: 'NAME', cell: ({ name }) => name },
  { head: 'LONGER HEAD', align: 'right', cell: () => '0.5' },
]
const rows = [
  { uid: 7, name: 'apex' },
  { uid: 1234, name: 'ψ games' },
]

test('columns stand below each other, numbers to the right', () => {
  expect(`\n${textTable(rows, columns, { keyColumn: 0, maxWidth: 80 })}`).toMatchInlineSnapshot(`
    "
     UID  NAME     LONGER HEAD
       7  apex             0.5
    1234  ψ games          0.5
       2
    "
  `)
})

test('a narrow terminal gets several tables with the key in each', () => {
  expect(`\n${textTable(rows, columns, { keyColumn: 0, maxWidth: 20 })}`).toMatchInlineSnapshot(`
    "
     UID  NAME
       7  apex
    1234  ψ games

     UID  LONGER HEAD
       7          0.5
    1234          0.5
    "
  `)
})

test('what a stranger named a subnet moves no cursor and breaks no line', () => {
  const text = textTable([{ uid: 1, name: '\u001b[2Jevil\nUID 9' }], columns, { keyColumn: 0, maxWidth: 80 })
  expect(text).not.toContain('\u001b')
  expect(text).toContain('\\u001b[2Jevil\\nUID 9')
})
