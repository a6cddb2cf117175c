import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { sampleEvent, sampleForecast, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** What the store has acknowledged, as one line of standard output. */
export interface Acknowledged {
  readonly forecasts: readonly { readonly key: string; readonly id: number; readonly probability: number }[]
  readonly reservedUsd: number
}

const EVENTS_A_QUERY = 20

/** Sees new, known and reworded events as fast as it can, saying what was acknowledged, until it is killed. */
async function seeUntilKilled(path: string, prefix: string): Promise<never> {
  const store = openSqliteStore({ path, nowMs: Date.now, quotaPerCallerAndDay: 1e9 })
  const ledger = store.ledger({ capUsdPerDay: 1e9 })
  const sighting = { ...sampleSighting(), nowMs: Date.now() }
  for (let query = 0; ; query += 1) {
    const events = Array.from({ length: EVENTS_A_QUERY }, (_, index) => {
      // Each query brings ten new events, ten known ones, and three of these reworded.
      const number = query * 10 + index
      const description = index < 3 ? `Wording of query ${query}?` : `Will number ${number} come true?`
      return sampleEvent(`${prefix}-${number}`, { description })
    })
    const seen = store.see(events, sighting, samplePrior)
    const usd = 0.01
    ledger.reserve({ usd, purpose: 'forecast', eventKey: null, revision: null, nowMs: sighting.nowMs })
    const stored = store.appendForecasts(
      seen.map(({ event, revision }, index) =>
        sampleForecast(event.key, { revision, probability: (index + 1) / 100, madeAtMs: Date.now() }),
      ),
    )
    store.recordAnswer({
      callerSs58: sighting.callerSs58,
      askedAtMs: Date.now(),
      durationMs: 1,
      items: stored.map(({ id, probability }) => ({ forecastId: id, sent: probability })),
    })
    const firsts = seen.flatMap(({ latest }) => (latest === null ? [] : [latest]))
    const line: Acknowledged = {
      forecasts: [...firsts, ...stored].map(({ eventKey, id, probability }) => ({
        key: eventKey,
        id,
        probability,
      })),
      reservedUsd: usd,
    }
    writeSync(1, `${JSON.stringify(line)}\n`)
    if (query % 3 === 0) store.flush()
    await setImmediate()
  }
}

const [path, prefix] = process.argv.slice(2)
if (path !== undefined && prefix !== undefined) await seeUntilKilled(path, prefix)
