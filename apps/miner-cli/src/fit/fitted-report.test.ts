import type { MinerEvent, StoredForecast } from '@ig/miner'
import { expect, test } from 'vitest'
import { fittedReport } from './fitted-report.ts'

const event: MinerEvent = {
  key: 'a-1',
  eventId: '1',
  marketType: 'LLM',
  description: 'Will it rain?',
  cutoffUnixSeconds: null,
  metadata: {},
}
const forecast: StoredForecast = {
  id: 1,
  eventKey: 'a-1',
  revision: 1,
  madeAtMs: 0,
  probability: 0.8,
  basis: 'model',
  confidence: 0.6,
  // Far from the market and spread: the stated thresholds would be silent.
  market: 0.1,
  reasoning: '',
  samples: [0.5, 0.95],
  evidence: [],
  costUsd: 0,
}

test('a fitted confidence decides alone', () => {
  expect(fittedReport('selective', { minConfidence: 0.6 })?.(forecast, event)).toBe(0.8)
  expect(fittedReport('selective', { minConfidence: 0.61 })?.(forecast, event)).toBe(null)
  const prior = { ...forecast, basis: 'prior' as const }
  expect(fittedReport('selective', { minConfidence: 0 })?.(prior, event)).toBe(null)
})

test('other policies and no fit are left to the stated ones', () => {
  expect(fittedReport('honest', { minConfidence: 0.6 })).toBe(null)
  expect(fittedReport('selective', { minConfidence: null })).toBe(null)
})
