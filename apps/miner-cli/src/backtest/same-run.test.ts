import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFitFile } from '../fit/fit-file.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openForecastsFile } from './forecasts-file.ts'
import { checkSameRun } from './same-run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const runOf = (preset: string, label: string | null = null, baseUrl = 'http://a') => {
  const deciding = { 'forecast.preset': preset, 'openai.base_url': baseUrl }
  const settings = { ...deciding, data_dir: folder, 'forecast.fit_file': null } as Settings
  return { contestants: [{ label, settings }], isOffline: false }
}

test('a fit that came in between makes it another run', () => {
  checkSameRun(folder, runOf('fast'), { resume: false })
  writeFitFile(join(folder, 'fit.json'), {
    version: 1,
    fittedAt: '2026-03-01T00:00:00.000Z',
    source: { kind: 'history', rows: 60, questions: 60 },
    gains: { prices: null, opinions: null, selective: { mean: 0.02, low: 0.01, high: 0.03 } },
    prices: null,
    blend: null,
    recalibration: null,
    selective: { minConfidence: 0.5 },
  })
  expect(() => checkSameRun(folder, runOf('fast'), { resume: true })).toThrow(
    expect.objectContaining({
      code: 'E_RESUME',
      values: expect.objectContaining({ setting: 'fit', before: null }),
    }),
  )
})

test('a run goes on as what it was: another preset is refused, another address or forecaster is not', () => {
  checkSameRun(folder, runOf('fast'), { resume: false })
  checkSameRun(folder, runOf('fast', null, 'http://b'), { resume: true })
  checkSameRun(folder, runOf('deep', 'deep'), { resume: true })
  expect(() => checkSameRun(folder, runOf('deep'), { resume: true })).toThrow(
    expect.objectContaining({
      code: 'E_RESUME',
      values: expect.objectContaining({ setting: 'forecast.preset', before: 'fast', now: 'deep' }),
    }),
  )
  checkSameRun(folder, runOf('deep'), { resume: false })
})

test('the half of a line that an interruption left spoils no other', () => {
  const made = (id: string) => ({
    row: { id, question: id, asOf: '2026-01-01T00:00:00Z', outcome: 1 as const },
    forecast: { probability: 0.5 } as never,
  })
  const file = openForecastsFile(folder, { resume: false })
  file.append(made('a'), null)
  file.append(made('b'), 'fast')
  writeFileSync(join(folder, 'forecasts.jsonl'), '{"id":"c","as', { flag: 'a' })
  const second = openForecastsFile(folder, { resume: true })
  second.append(made('d'), null)
  const third = openForecastsFile(folder, { resume: true })
  const found = ['a', 'b', 'c', 'd'].map((id) => third.find(made(id).row, null) !== null)
  expect(found).toEqual([true, false, false, true])
  expect(third.find(made('b').row, 'fast')).toEqual({ probability: 0.5 })
})

test('under the same id another question, time or price is asked anew, for each that there is', () => {
  const row = { id: 'a', question: 'Will it?', asOf: '2026-01-01T00:00:00Z', crowd: 0.4, outcome: 1 as const }
  const file = openForecastsFile(folder, { resume: false })
  file.append({ row, forecast: { probability: 0.5 } as never }, null)
  file.append({ row: { ...row, question: 'Or not?' }, forecast: { probability: 0.7 } as never }, null)
  const { find } = openForecastsFile(folder, { resume: true })
  expect(find({ ...row, outcome: 0 }, null)).toEqual({ probability: 0.5 })
  expect(find({ ...row, question: 'Or not?' }, null)).toEqual({ probability: 0.7 })
  const others = [
    { question: 'Will they?' },
    { crowd: 0.5 },
    { background: 'More.' },
    { cutoff: '2026-02-01' },
  ]
  for (const other of others) expect(find({ ...row, ...other }, null)).toBeNull()
})
