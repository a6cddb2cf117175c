import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../testing/backtest-rows.ts'
import { filesOf } from '../testing/files-of.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

describe('without asking anybody', () => {
  const predictions = Array.from({ length: 60 }, (_, index) =>
    JSON.stringify({
      question: `q${index >> 1}`,
      date_index: 1 + (index % 2),
      crowd: 0.3,
      base: [0.2, 0.4, (index % 10) / 10],
      outcome: (index >> 1) % 3 === 0 ? 1 : 0,
    }),
  ).join('\n')

  test.each([
    ['predictions', predictions, []],
    ['questions', rowsOf(30, () => ({ crowd: 0.4 })), ['--offline']],
    ['questions', rowsOf(30, () => ({ crowd: 0.4 })), ['--forecaster', 'market']],
  ] as const)('--%s: the same seed is the same bytes of everything', async (flag, rows, more) => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'rows.jsonl'), rows)
    const run = async (out: string) =>
      await runInProcess(
        ['backtest', `--${flag}`, 'rows.jsonl', '--out', out, '--seed', '7', '--json', ...more],
        {
          home,
        },
      )
    const json = (await run('one')).stdout
    expect((await run('two')).stdout).toBe(json)
    const files = filesOf(join(home, 'one'))
    expect(filesOf(join(home, 'two'))).toEqual(files)
    expect(files['report.json']).toBe(json)
    expect(JSON.parse(json)).toMatchObject({ bootstrap: { draws: 1_000, seed: 7 } })
  })

  test('--csv prints the scores, and more draws are other intervals', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'rows.jsonl'), predictions)
    const run = async (...words: string[]) =>
      (await runInProcess(['backtest', '--predictions', 'rows.jsonl', ...words], { home })).stdout
    const scores = await run('--csv', '--out', 'one', '--bootstraps', '200')
    expect(scores).toBe(readFileSync(join(home, 'one', 'scores.csv'), 'utf8'))
    expect(scores).toMatch(/^method,n,brier,/)
    expect(await run('--csv')).not.toBe(scores)
  })

  test.each([
    [['--predictions', 'rows.jsonl', '--questions', 'rows.jsonl'], 'one file'],
    [['--predictions', 'rows.jsonl', '--compare', 'fast,deep'], 'several forecasters'],
    [['--questions', 'rows.jsonl', '--compare', 'fast'], '2 to 6'],
    [['--questions', 'rows.jsonl', '--resume'], 'no folder'],
    [['--predictions', 'rows.jsonl', '--seed', 'x'], '--seed is not'],
    [['--predictions', 'rows.jsonl', '--bootstraps', '3'], '--bootstraps is not'],
    [['--predictions', 'rows.jsonl', '--json', '--csv'], 'JSON or CSV'],
  ])('refuses %j', async (words, why) => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'rows.jsonl'), rowsOf(2))
    const { exitCode, stdout, stderr } = await runInProcess(['backtest', ...words], { home })
    expect(exitCode).toBe(2)
    expect(stdout + stderr).toContain(why)
  })
})
