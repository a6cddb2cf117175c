import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '@ig/miner'

/** When the miner of a lived-through store was asked first. */
export const LIVED_AT_MS = Date.UTC(2026, 0, 10)
const HOUR_MS = 3_600_000

/**
 * The data folder of a miner that was asked about `count` events once an hour apart, with something in every table.
 * `said` stands in every text that comes from outside or from a model.
 */
export function liveThroughStore(dataDir: string, count: number, said = 'It is likely.'): void {
  mkdirSync(dataDir, { recursive: true })
  const store = openSqliteStore({ path: join(dataDir, 'miner.db'), nowMs: () => LIVED_AT_MS })
  const ledger = store.ledger({ capUsdPerDay: 1_000 })
  for (let index = 0; index < count; index += 1) {
    const key = `ifgames-${index}`
    const nowMs = LIVED_AT_MS + index * HOUR_MS
    const event = {
      key,
      eventId: String(index),
      marketType: 'LLM',
      description: `Will number ${index} be drawn? ${said}`,
      cutoffUnixSeconds: (nowMs + 240 * HOUR_MS) / 1000,
      metadata: { note: said },
    }
    store.see([event], { callerSs58: '5Validator', nowMs, mayPay: true }, () => null)
    const [forecast] = store.appendForecasts([
      {
        eventKey: key,
        revision: 1,
        madeAtMs: nowMs,
        probability: 0.7,
        basis: 'model',
        confidence: 0.7,
        market: 0.6,
        reasoning: said,
        samples: [0.8, 0.6],
        evidence: [{ url: `https://news.example/${index}?reader=me`, title: said, source: 'The Example' }],
        costUsd: 0.01,
      },
    ])
    const purpose = `reason: gpt-5-mini ${said}`
    ledger.reserve({ usd: 0.02, purpose, eventKey: key, revision: 1, nowMs })?.settle(0.01)
    const venue = { venue: 'polymarket', marketId: said, price: 0.61, probability: 0.6, weight: 1 }
    store.recordPrice({ eventKey: key, atMs: nowMs, ...venue })
    const items = [{ forecastId: forecast?.id ?? null, sent: 0.7 }]
    store.recordAnswer({ callerSs58: '5Validator', askedAtMs: nowMs, durationMs: 1.5, items })
    store.recordOutcome(key, index % 2 === 0 ? 1 : 0, nowMs + 200 * HOUR_MS)
  }
  store.close()
}
