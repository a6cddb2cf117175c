import { expect, test } from 'vitest'
import { judgeBacktest } from '../backtest/backtest-report.ts'
import { csv } from './csv.ts'
import { groupsCsv, probabilitiesCsv, scoresCsv, subnetCsv } from './report-csv.ts'
import { sampleContest } from './testing/sample-contest.ts'

test('quotes what needs quotes, keeps every digit, and defuses formulas', () => {
  expect(
    csv(
      ['a', 'b, c'],
      [
        ['say "hi"\nthere', 0.1 + 0.2],
        ['=cmd()', null],
        ['-1', -1],
      ],
    ),
  ).toBe('a,"b, c"\r\n"say ""hi""\nthere",0.30000000000000004\r\n\'=cmd(),\r\n\'-1,-1\r\n')
})

test('every table has a cell for each of its columns', () => {
  const contest = sampleContest()
  const report = judgeBacktest(contest, { draws: 100, seed: 1, seasons: 2 })
  const tables = [
    [scoresCsv(report), contest.entries.length],
    [groupsCsv(report), (3 + 4) * contest.entries.length],
    [subnetCsv(report), 3 * 3],
    [probabilitiesCsv(contest), contest.rows.length],
  ] as const
  for (const [text, count] of tables) {
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(count + 1)
    const cells = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, 'quoted').split(',').length)
    expect(new Set(cells).size).toBe(1)
  }
})
