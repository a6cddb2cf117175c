import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readResolvedHistory } from './resolved-history.ts'
import { DAY_MS, NOW_MS, sampleEvent, sampleForecast, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-history-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'miner.db')
}

test('gives what was believed before the end, while the store is open', () => {
  const path = temporaryFile()
  const store = openSqliteStore({ path, nowMs: () => NOW_MS })
  onTestFinished(() => store.close())
  const events = ['1', '2', 'open'].map((id) => sampleEvent(id))
  store.see(events, sampleSighting(), () => null)
  const dayOf = (day: number, probability: number) =>
    sampleForecast('ifgames-1', { madeAtMs: NOW_MS + day * DAY_MS, probability, samples: [probability] })
  // Two days before the outcome, on its very moment, and after the cutoff of day 30.
  store.appendForecasts([dayOf(3, 0.6), dayOf(5, 0.9), dayOf(31, 0.99)])
  const price = {
    eventKey: 'ifgames-1',
    venue: 'polymarket',
    marketId: '\ud800',
    probability: 0.4,
    weight: 1,
  }
  for (const day of [2, 6]) store.recordPrice({ ...price, atMs: NOW_MS + day * DAY_MS, price: 0.5 })
  store.recordOutcome('ifgames-1', 1, NOW_MS + 5 * DAY_MS)
  store.recordOutcome('ifgames-2', 0, NOW_MS + 4 * DAY_MS)
  store.flush()

  const [second, first, ...more] = readResolvedHistory({ path })
  expect(more).toEqual([])
  expect(second).toMatchObject({ event: { key: 'ifgames-2' }, outcome: 0, forecasts: [], prices: [] })
  expect(first).toMatchObject({
    event: { key: 'ifgames-1', marketType: 'IFGAMES', description: events[0]?.description },
    outcome: 1,
    resolvedAtMs: NOW_MS + 5 * DAY_MS,
    forecasts: [{ probability: 0.6, samples: [0.6], basis: 'model' }],
    prices: [{ price: 0.5, marketId: '\ud800', atMs: NOW_MS + 2 * DAY_MS }],
  })
})

test('says what is wrong with a file that is none', () => {
  const path = temporaryFile()
  expect(() => [...readResolvedHistory({ path })]).toThrow(expect.objectContaining({ code: 'E_STORE_OPEN' }))
  writeFileSync(path, 'no database at all, but long enough to be looked at as one')
  expect(() => [...readResolvedHistory({ path })]).toThrow(expect.objectContaining({ code: 'E_STORE_OPEN' }))
})
