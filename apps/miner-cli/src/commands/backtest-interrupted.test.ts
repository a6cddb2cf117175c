import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scriptByRole } from '@ig/forecaster/testing'
import { beforeAll, expect, test } from 'vitest'
import { openForecastHome } from '../testing/forecast-home.ts'
import { buildMiner, spawnMiner } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const AS_OF = '2026-03-31T18:00:00.000Z'
const COUNT = 12

test('Ctrl+C ends a backtest within two seconds, and --resume asks nothing again', async () => {
  const answer = scriptByRole()
  const { home, model, world, env } = await openForecastHome({
    asOf: new Date(AS_OF),
    async answer(request, index) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return answer(request, index)
    },
  })
  const rows = Array.from({ length: COUNT }, (_, index) => ({
    id: `q${index}`,
    question: `Will invention number ${index} be sold by June?`,
    asOf: AS_OF,
    cutoff: '2026-06-30T00:00:00Z',
    outcome: index % 3 === 0 ? 1 : 0,
  }))
  writeFileSync(join(home, 'questions.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
  const words = ['backtest', '--questions', 'questions.jsonl', '--concurrency', '3', '--out', 'out', '--json']

  const cut = spawnMiner(words, { home, env })
  await cut.until(({ stderr }) => /questions.*done/.test(stderr))
  const interruptedAtMs = performance.now()
  cut.process.kill('SIGINT')
  const { exitCode, stdout, stderr } = await cut.ended
  expect(performance.now() - interruptedAtMs).toBeLessThan(2_000)
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
  expect(stderr).toMatch(/interrupted; the same command with --resume goes on from what is in .*out/)
  const kept = readFileSync(join(home, 'out', 'forecasts.jsonl'), 'utf8')
    .trim()
    .split('\n').length
  expect(kept).toBeLessThan(COUNT)

  const resumed = await spawnMiner([...words, '--resume'], { home, env }).ended
  expect(resumed.exitCode).toBe(0)
  expect(JSON.parse(resumed.stdout)).toMatchObject({
    n: COUNT,
    failed: {},
    usage: { llmCalls: model.requests.length },
  })
  const asked = [
    ...model.requests.map(({ body }) => JSON.stringify(body)),
    ...world.requests.map(({ path, query }) => JSON.stringify([path, query])),
  ]
  expect(world.requests.length).toBeGreaterThan(0)
  expect(asked.filter((text, index) => asked.indexOf(text) !== index)).toEqual([])
})

test('without a folder Ctrl+C says how a run can go on', async () => {
  let asks = () => {}
  const asksModel = new Promise<void>((resolve) => {
    asks = resolve
  })
  const { home, env } = await openForecastHome({
    asOf: new Date(AS_OF),
    answer() {
      asks()
      return 'hang'
    },
    env: { IG_NEWS_PROVIDERS: 'none' },
  })
  const row = { id: 'q', question: 'Will it?', asOf: AS_OF, outcome: 1 }
  writeFileSync(join(home, 'questions.jsonl'), JSON.stringify(row))
  const hung = spawnMiner(['backtest', '--questions', 'questions.jsonl'], { home, env })
  await asksModel
  const interruptedAtMs = performance.now()
  hung.process.kill('SIGINT')
  const { exitCode, stderr } = await hung.ended
  expect(performance.now() - interruptedAtMs).toBeLessThan(2_000)
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('nothing was kept: with --out DIR a run can go on by --resume'),
  })
})
