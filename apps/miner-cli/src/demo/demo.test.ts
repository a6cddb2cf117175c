import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import cassette from './demo-cassette.json' with { type: 'json' }
import { DEMO_WORLD } from './demo-world.ts'

describe('backtest --demo', () => {
  test('shows a whole backtest without a key or a network, whatever the configuration says', async () => {
    const home = temporaryFolder()
    const { exitCode, stdout, stderr } = await runInProcess(
      ['backtest', '--demo', '--out', 'run', '--bootstraps', '100', '--json'],
      {
        home,
        env: { IG_FORECAST_SAMPLES: '7', IG_FORECASTER: 'market', OPENAI_API_KEY: 'canary' },
      },
    )
    // A failure here after a change of prompts or presets: record the answers anew by scripts/record-demo.ts.
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    const { n, methods, failed, usage } = JSON.parse(stdout)
    expect({ n, failed }).toEqual({ n: 24, failed: {} })
    expect(usage.llmCalls).toBe(24 * 6)
    expect(methods.forecast.brier).toBeLessThan(methods.marketRaw.brier)
    expect(statSync(join(home, 'run', 'index.html')).size).toBeGreaterThan(1_000)
    const forecasts = readFileSync(join(home, 'run', 'forecasts.jsonl'), 'utf8')
    expect(forecasts.trim().split('\n')).toHaveLength(24)
    // What was published after the moment of a forecast is in no evidence, though the news had it.
    for (const { late, headlines } of DEMO_WORLD) {
      expect(JSON.stringify(cassette.news)).toContain(late)
      expect(forecasts).not.toContain(late)
      expect(forecasts).toContain(headlines[0])
    }
    expect(existsSync(join(home, '.ig'))).toBe(false)
  })

  test('sets presets side by side, the same each time', async () => {
    const compare = () =>
      runInProcess(
        ['backtest', '--demo', '--compare', 'standard,fast,market', '--bootstraps', '100', '--json'],
        {
          home: temporaryFolder(),
        },
      )
    const { exitCode, stdout } = await compare()
    expect(exitCode).toBe(0)
    expect((await compare()).stdout).toBe(stdout)
    const { methods } = JSON.parse(stdout)
    expect(Object.keys(methods)).toEqual(expect.arrayContaining(['standard', 'fast', 'market']))
    expect(methods.standard.brier).toBeLessThan(methods.fast.brier)
  })

  test('takes no file beside it', async () => {
    const { exitCode, stderr } = await runInProcess(['backtest', '--demo', '--questions', 'q.jsonl'], {
      home: temporaryFolder(),
    })
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_ARGUMENT') })
  })
})
