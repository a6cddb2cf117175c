import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ResolvedHistory, StoredForecast } from '@ig/miner'
import { expect, onTestFinished, test } from 'vitest'
import { historyRows } from './history-rows.ts'
import { readFitFileRows } from './read-fit-file-rows.ts'

const DAY_MS = 86_400_000

test('takes predictions, priced questions and forecasts of a backtest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-fit-rows-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'rows.jsonl')
  const lines = [
    { question: 'q1', crowd: 0.6, base: [0.5], finetuned: [0.7], finetuned_other: [], outcome: 1 },
    {
      id: '2',
      question: 'Will it?',
      asOf: '2026-01-01T00:00:00Z',
      cutoff: '2026-01-11T00:00:00Z',
      crowd: 0.2,
      source: 'Manifold',
      outcome: 0,
    },
    {
      id: '3',
      asOf: '2026-01-01T00:00:00.000Z',
      outcome: 1,
      crowd: null,
      forecast: { samples: [{ probability: 0.9 }] },
    },
  ]
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  expect(readFitFileRows(file)).toEqual([
    {
      question: 'q1',
      outcome: 1,
      samples: [0.5, 0.7],
      price: 0.6,
      horizonDays: null,
      venue: null,
      marketType: null,
    },
    {
      question: 'Will it?',
      outcome: 0,
      samples: [],
      price: 0.2,
      horizonDays: 10,
      venue: 'manifold',
      marketType: 'manifold',
    },
    {
      question: '3',
      outcome: 1,
      samples: [0.9],
      price: null,
      horizonDays: null,
      venue: null,
      marketType: null,
    },
  ])
  writeFileSync(file, `${JSON.stringify(lines[0])}\n{"question":"q2","outcome":2,"base":[0.1]}`)
  expect(() => readFitFileRows(file)).toThrow(
    expect.objectContaining({
      code: 'E_BACKTEST_FILE',
      values: expect.objectContaining({ line: 2, at: 'outcome' }),
    }),
  )
})

const history = (forecasts: readonly Partial<StoredForecast>[]): ResolvedHistory => ({
  event: {
    key: 'ifgames-1',
    eventId: '1',
    marketType: 'LLM',
    description: 'Will it rain?',
    cutoffUnixSeconds: (20 * DAY_MS) / 1000,
    metadata: {},
  },
  outcome: 1,
  resolvedAtMs: 20 * DAY_MS,
  forecasts: forecasts.map(
    (one) => ({ basis: 'model', market: null, samples: [], ...one }) as StoredForecast,
  ),
  prices: [0, 1, 2].map((day) => ({
    eventKey: 'ifgames-1',
    atMs: day * DAY_MS,
    venue: 'polymarket',
    marketId: 'm',
    price: 0.1 * (day + 1),
    probability: 0.1,
    weight: day === 1 ? 0.1 : 1,
  })),
})

test('an event with many forecasts gives five rows, spread over its time', () => {
  const many = Array.from({ length: 41 }, (_, index) => ({
    madeAtMs: (index * DAY_MS) / 4,
    samples: [index / 100],
    market: 0.4,
  }))
  const rows = historyRows(history(many))
  expect(rows.map(({ samples }) => samples[0])).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(rows[0]).toEqual({
    question: 'ifgames-1',
    outcome: 1,
    marketType: 'llm',
    horizonDays: 20,
    samples: [0],
    price: 0.4,
    venue: 'polymarket',
  })
})

test('an event that no model was asked about still says what its prices were worth', () => {
  const rows = historyRows(history([{ basis: 'market', madeAtMs: 0 }]))
  expect(rows.map(({ price, horizonDays, samples }) => [price, horizonDays, samples.length])).toEqual([
    [0.1, 20, 0],
    [0.30000000000000004, 18, 0],
  ])
})

test('without kept prices those that stand beside its forecasts count', () => {
  const event = { ...history([{ basis: 'market', madeAtMs: DAY_MS, market: 0.3 }]), prices: [] }
  expect(historyRows(event)).toEqual([
    expect.objectContaining({ price: 0.3, horizonDays: 19, venue: null, samples: [] }),
  ])
})
