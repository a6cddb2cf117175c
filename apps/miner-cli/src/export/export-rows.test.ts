import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, test } from 'vitest'
import { LIVED_AT_MS, liveThroughStore } from '../testing/lived-store.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { EXPORT_TABLES } from './tables.ts'

const TABLES = ['events', 'forecasts', 'prices', 'answers', 'outcomes', 'spend']

function openHome(count = 3, said?: string) {
  const home = temporaryFolder()
  const dataDir = join(home, 'data')
  mkdirSync(dataDir)
  liveThroughStore(dataDir, count, said)
  const exported = (...args: string[]) =>
    runInProcess(['export', '--data-dir', 'data', ...args], { home, env: { OPENAI_API_KEY: 'canary-key-1' } })
  return { home, exported }
}

const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('JSON Lines', () => {
  test('hold every table, each row with its name', async () => {
    const { exported } = openHome()
    const { exitCode, stdout, stderr } = await exported()
    expect(exitCode).toBe(0)
    expect([...new Set(rowsOf(stdout).map(({ table }) => table))]).toEqual(TABLES)
    expect(rowsOf(stdout).find(({ table }) => table === 'forecasts')).toEqual({
      schemaVersion: 1,
      table: 'forecasts',
      forecast_id: 1,
      event_key: 'ifgames-0',
      revision: 1,
      made_at: '2026-01-10T00:00:00.000Z',
      probability: 0.7,
      basis: 'model',
      confidence: 0.7,
      market: 0.6,
      reasoning: 'It is likely.',
      samples: [0.8, 0.6],
      evidence: [{ url: 'https://news.example/0?reader=me', title: 'It is likely.', source: 'The Example' }],
      cost_usd: 0.01,
      news_read_until: null,
    })
    expect(stderr).toMatch(
      /^18 rows written: 3 events, 3 forecasts, 3 prices, 3 answers, 3 outcomes, 3 spend\n$/,
    )
  })

  test('hold the tables and the time that were asked for', async () => {
    const { exported } = openHome()
    const hour = (count: number) => new Date(LIVED_AT_MS + count * 3_600_000).toISOString()
    const between = ['--since', hour(1), '--until', hour(2)]
    const { stdout } = await exported('--tables', 'spend,events', ...between)
    expect(rowsOf(stdout).map(({ table, event_key }) => [table, event_key])).toEqual([
      ['events', 'ifgames-1'],
      ['spend', 'ifgames-1'],
    ])
    const none = await exported('--since', '2027-01-01', '--out', 'none.jsonl')
    expect(none.exitCode).toBe(1)
  })

  test('to be shared name no caller, and no more of an address than its path', async () => {
    const { exported } = openHome(2, 'Ask me@example.org at http://u:p@x.example/a?account=7#top')
    const { stdout } = await exported('--redact')
    expect(stdout).not.toMatch(/5Validator|reader=me|me@example|account|u:p/)
    expect(rowsOf(stdout).find(({ table }) => table === 'answers')).toMatchObject({ caller: 'caller-1' })
    expect(stdout).toContain('http://x.example/a')
  })
})

describe('CSV', () => {
  test('is a file for each table, which a spreadsheet opens without running anything', async () => {
    const { home, exported } = openHome(2, '=HYPERLINK("http://x.example","a\nb")')
    const { exitCode, stdout } = await exported('--format', 'csv', '--out', 'out', '--json')
    expect(exitCode).toBe(0)
    const rows = Object.fromEntries(TABLES.map((name) => [name, 2]))
    const out = join(home, 'out')
    expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, format: 'csv', file: out, redacted: false, rows })
    expect(readdirSync(out).toSorted()).toEqual(TABLES.map((name) => `${name}.csv`).toSorted())
    const text = readFileSync(join(out, 'forecasts.csv'), 'utf8')
    expect(text.split('\r\n')[0]).toBe(EXPORT_TABLES[1]?.columns.map(({ name }) => name).join(','))
    expect(text).toContain(`,"'=HYPERLINK(""http://x.example"",""a\nb"")",`)
    expect(statSync(join(out, 'forecasts.csv')).mode & 0o777).toBe(0o600)
  })

  test('is one table on standard output', async () => {
    const { exported } = openHome()
    const { stdout } = await exported('--format', 'csv', '--tables', 'outcomes')
    expect(stdout.split('\r\n').slice(0, 2)).toEqual([
      'event_key,market_type,outcome,resolved_at',
      'ifgames-0,LLM,1,2026-01-18T08:00:00.000Z',
    ])
    expect((await exported('--format', 'csv')).exitCode).toBe(2)
  })
})

describe('a database', () => {
  test('holds the same rows as the other formats, and nothing else of the store', async () => {
    const { home, exported } = openHome()
    const file = join(home, 'copy.db')
    expect((await exported('--format', 'sqlite', '--out', file)).exitCode).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const db = new DatabaseSync(file, { readOnly: true })
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    expect(tables.map(({ name }) => name)).toEqual(TABLES)
    const joined = db
      .prepare(
        `SELECT f.probability, o.outcome, json_extract(f.evidence, '$[0].source') AS source, s.settled_usd
         FROM forecasts f JOIN outcomes o USING (event_key) JOIN spend s USING (event_key) ORDER BY f.forecast_id`,
      )
      .all()
    expect(joined).toHaveLength(3)
    expect({ ...joined[1] }).toEqual({
      probability: 0.7,
      outcome: 0,
      source: 'The Example',
      settled_usd: 0.01,
    })
    db.close()
    expect((await exported('--format', 'sqlite')).exitCode).toBe(2)
  })
})

test.each([[['--format', 'parquet']], [['--tables', 'wallets']], [['--since', 'yesterday']], [['--json']]])(
  'what cannot be exported is said: %j',
  async (args) => {
    const { exitCode, stderr } = await openHome(1).exported(...args)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^E_ARGUMENT: |"code":"E_ARGUMENT"/)
  },
)

test('lessons take no filter that they would not heed', async () => {
  const { stderr, exitCode } = await openHome(1).exported('--format', 'finetune', '--since', '1d')
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/--since/)
})

test('a secret that a text of the store holds is in no format', async () => {
  const { home, exported } = openHome(2, 'It wrote canary-key-1 there, and sk-canary-2-canary.')
  await exported('--out', 'all.jsonl')
  await exported('--format', 'csv', '--out', 'out')
  await exported('--format', 'sqlite', '--out', 'copy.db')
  const files = ['all.jsonl', 'copy.db', ...TABLES.map((name) => `out/${name}.csv`)]
  for (const file of files) {
    const text = readFileSync(join(home, file), 'latin1')
    expect(text.length).toBeGreaterThan(50)
    expect(text).not.toContain('canary')
  }
})

describe('a folder without a store', () => {
  test('is said, and leaves nothing behind', async () => {
    const home = temporaryFolder()
    const { exitCode, stderr } = await runInProcess(['export', '--data-dir', 'none', '--out', 'x'], { home })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/E_STORE_OPEN/)
    expect(existsSync(join(home, 'x'))).toBe(false)
  })
})

describe('docs/export.md', () => {
  let text = ''
  beforeAll(() => {
    text = readFileSync(new URL('../../../../docs/export.md', import.meta.url), 'utf8')
  })

  test.each(EXPORT_TABLES.map((table) => [table.name, table] as const))('tells of %s', (_name, table) => {
    expect(text).toContain(table.doc)
    for (const { name, kind, doc } of table.columns)
      expect(text).toContain(`| \`${name}\` | ${kind} | ${doc} |`)
  })
})
