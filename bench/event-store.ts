// How long the store takes: node --conditions=@ig/source bench/event-store.ts
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleEvent, samplePrior } from '../packages/miner/src/store/sample-events.ts'
import { openSqliteStore } from '../packages/miner/src/store/sqlite-store.ts'
import type { FloodFigures } from './event-store-flood.ts'

const folder = mkdtempSync(join(tmpdir(), 'ig-store-bench-'))
const path = join(folder, 'miner.sqlite')
const sighting = { callerSs58: '5Validator', nowMs: Date.now(), mayPay: true }
const inAMonth = sighting.nowMs / 1000 + 30 * 86_400
let store = openSqliteStore({ path, nowMs: Date.now, quotaPerCallerAndDay: 1e6 })

/** Events as they come off the wire: new strings every time. */
function query(name: string, count: number): ReturnType<typeof sampleEvent>[] {
  const events = Array.from({ length: count }, (_, index) =>
    sampleEvent(`${name}-${index}`, {
      description: `Will number ${index} of ${name} come true? ${'As the rules say. '.repeat(60)}`,
      cutoffUnixSeconds: inAMonth,
    }),
  )
  return JSON.parse(JSON.stringify(events))
}

function median(runs: number, prepare: () => (count: number) => unknown): number {
  const times = Array.from({ length: runs }, (_, count) => {
    const run = prepare()
    const startedMs = performance.now()
    run(count)
    return performance.now() - startedMs
  })
  return times.toSorted((a, b) => a - b)[runs >> 1] as number
}

function say(what: string, ms: number, bar: string): void {
  const shown = ms < 1 ? `${(ms * 1000).toFixed(1)} µs` : `${ms.toFixed(1)} ms`
  console.log(`${what.padEnd(52)} ${shown.padStart(10)}   ${bar}`)
}

let batch = 0
const newEvents = median(9, () => {
  batch += 1
  const events = query(`new${batch}`, 300)
  return () => store.see(events, sighting, samplePrior)
})
say('see, 300 new events, synced', newEvents, 'bar 150 ms')

for (const [count, runs, bar] of [
  [100, 500, 'bar 60 µs'],
  [10_000, 9, 'bar 40 ms'],
] as const) {
  store.see(query('known', count), sighting, samplePrior)
  const known = median(runs, () => {
    const events = query('known', count)
    return () => store.see(events, sighting, samplePrior)
  })
  say(`see, ${count} known events`, known, bar)
}

const overQuota = openSqliteStore({ path: join(folder, 'over-quota.sqlite'), nowMs: Date.now })
overQuota.see(query('known', 10_000), sighting, samplePrior)
const tomorrow = { ...sighting, nowMs: sighting.nowMs + 86_400_000 }
for (const [what, at, runs, bar] of [
  ['see, 10000 known events, 8,000 over the quota', sighting, 9, 'bar 40 ms'],
  ['see, the same on a new day, 2,000 become payable', tomorrow, 1, ''],
] as const) {
  const known = median(runs, () => {
    const events = query('known', 10_000)
    return () => overQuota.see(events, at, samplePrior)
  })
  say(what, known, bar)
}
overQuota.close()

const items = Array.from({ length: 100 }, (_, index) => ({ forecastId: index + 1, sent: 0.4 }))
const answer = { callerSs58: '5Validator', askedAtMs: sighting.nowMs, durationMs: 1, items }
say(
  'recordAnswer, 100 items',
  median(1_000, () => () => store.recordAnswer(answer)),
  '',
)
say(
  'flush, 1,000 answers',
  median(1, () => () => store.flush()),
  '',
)
store.close()
say(
  'open, 12,700 events',
  median(3, () => {
    store.close()
    return () => {
      store = openSqliteStore({ path, nowMs: Date.now })
    }
  }),
  '',
)
store.close()

// Strangers ask for 320,000 new events, and for the first of them again; then the store is opened anew.
const flags = ['--conditions=@ig/source', '--max-semi-space-size=16', '--max-old-space-size=512']
const script = fileURLToPath(new URL('./event-store-flood.ts', import.meta.url))
function flood(mode: 'fill' | 'open'): FloodFigures {
  const command = [...flags, script, mode, join(folder, 'flooded.sqlite')]
  return JSON.parse(spawnSync(process.execPath, command, { encoding: 'utf8' }).stdout)
}

const filled = flood('fill')
say('see, 10,000 events that had left memory', filled.evictedMs, 'bar 500 ms')
say(
  `counts, ${filled.live} live events`,
  filled.countMs,
  `RSS after all of them ${filled.rssMb.toFixed(0)} MB`,
)
const opened = flood('open')
say(
  `open, ${opened.live} live events, ${opened.inMemory} in memory`,
  opened.openMs,
  `bar 10 s; RSS ${opened.rssMb.toFixed(0)} MB, bar 250`,
)
rmSync(folder, { recursive: true })
