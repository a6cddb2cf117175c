import { expect, test } from 'vitest'
import { fail, ok, skip, warn } from '../checks/check-result.ts'
import { doctorExitCode, doctorText, summaryOf } from './doctor-report.ts'

const rows = [
  ok('node', 'v24.0.0'),
  warn('clock', '1.6 s ahead (±0.1 s) by node.example, which is a long text', 'Keep the clock by NTP.'),
  fail('hotkey', 'a name from a stranger: \u001b[31mred', 'Name another one.'),
  skip('news google', 'not asked', 'pnpm miner doctor --online'),
  skip('news gdelt', 'not asked', 'pnpm miner doctor --online'),
]

test('a line for each row, what mends it below, once for rows that one line mends', () => {
  expect(doctorText(rows, { width: 60, color: false })).toMatchInlineSnapshot(`
    "ok    node         v24.0.0
    warn  clock        1.6 s ahead (±0.1 s) by node.example,
                       which is a long text
                       -> Keep the clock by NTP.
    fail  hotkey       a name from a stranger: \\u001b[31mred
                       -> Name another one.
    skip  news google  not asked
    skip  news gdelt   not asked
                       -> pnpm miner doctor --online

    1 ok, 1 to watch, 1 to mend, 2 not looked at
    "
  `)
})

test('on a narrow terminal what is seen stands below the name, and no line is too wide', () => {
  expect(doctorText(rows, { width: 40, color: false })).toMatchInlineSnapshot(`
    "ok    node
          v24.0.0
    warn  clock
          1.6 s ahead (±0.1 s) by
          node.example, which is a long text
          -> Keep the clock by NTP.
    fail  hotkey
          a name from a stranger:
          \\u001b[31mred
          -> Name another one.
    skip  news google
          not asked
    skip  news gdelt
          not asked
          -> pnpm miner doctor --online

    1 ok, 1 to watch, 1 to mend, 2 not
    looked at
    "
  `)
})

test('colours tell the states apart, and are no part of the words', () => {
  const text = doctorText(rows, { width: 60, color: true })
  expect(text).toContain('\u001b[31mfail\u001b[39m  hotkey')
})

test('the exit code is that of the worst row, of warnings only where they count', () => {
  const codes = (these: typeof rows) =>
    [false, true].map((strict) => doctorExitCode(summaryOf(these), { strict }))
  expect(codes(rows)).toEqual([1, 1])
  expect(codes(rows.slice(0, 2))).toEqual([0, 3])
  expect(codes(rows.slice(3))).toEqual([0, 0])
})
