import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { NOW_MS, sampleEvent, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

const price = {
  eventKey: 'ifgames-1',
  venue: 'polymarket',
  marketId: '0xab',
  price: 0.62,
  probability: 0.6,
  weight: 1,
}

const opened = {
  memory: () => createMemoryStore({ nowMs: () => NOW_MS }),
  sqlite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'ig-prices-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return openSqliteStore({ path: join(folder, 'miner.sqlite'), nowMs: () => NOW_MS })
  },
}

test.each(['memory', 'sqlite'] as const)('%s: prices of known events are kept in their order', (kind) => {
  const store = opened[kind]()
  store.see([sampleEvent('1')], sampleSighting(), samplePrior)
  store.recordPrice({ ...price, atMs: NOW_MS + 60_000, price: 0.7 })
  store.recordPrice({ ...price, atMs: NOW_MS })
  store.recordPrice({ ...price, eventKey: 'ifgames-unknown', atMs: NOW_MS })
  store.flush()
  expect(store.priceHistory('ifgames-1')).toEqual([
    { ...price, atMs: NOW_MS },
    { ...price, atMs: NOW_MS + 60_000, price: 0.7 },
  ])
  expect(store.priceHistory('ifgames-unknown')).toEqual([])
  store.close()
})

test('prices and what was spent for what outlive a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-prices-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const open = () => openSqliteStore({ path: join(folder, 'miner.sqlite'), nowMs: () => NOW_MS })
  const before = open()
  before.see([sampleEvent('1')], sampleSighting(), samplePrior)
  before.recordPrice({ ...price, atMs: NOW_MS })
  const entry = { eventKey: null, revision: null, nowMs: NOW_MS }
  before
    .ledger({ capUsdPerDay: 1 })
    .reserve({ ...entry, usd: 0.2, purpose: 'news:exa' })
    .settle(0.1)
  before.close()
  const after = open()
  expect(after.priceHistory('ifgames-1')).toHaveLength(1)
  expect(after.ledger({ capUsdPerDay: 1 }).spentByPurpose(NOW_MS)).toEqual({ 'news:exa': 0.1 })
  after.close()
})
