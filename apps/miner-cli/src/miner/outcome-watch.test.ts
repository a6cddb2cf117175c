import type { MarketQuestion, Quote, Resolution } from '@ig/markets'
import { createManualClock, createMemoryStore } from '@ig/miner'
import { expect, onTestFinished, test } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createOutcomeWatch } from './outcome-watch.ts'

const START_MS = Date.UTC(2026, 0, 10)
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const KEY = 'ifgames-a'

/** A watch over an event that ends in an hour, priced by Kalshi, whose market is settled as `resolution` says. */
function openWatch(resolution: (nowMs: number) => Resolution | null) {
  const clock = createManualClock(START_MS)
  const store = createMemoryStore({ nowMs: clock.nowMs })
  const { log, lines } = createSilentLog()
  const asked: MarketQuestion[] = []
  const quote = async (question: MarketQuestion) => {
    asked.push(question)
    return { venue: 'kalshi', resolution: resolution(clock.nowMs()) } as Quote
  }
  const event = {
    key: KEY,
    eventId: 'a',
    marketType: 'IFGAMES',
    description: 'Will a happen?',
    cutoffUnixSeconds: START_MS / 1000 + 3_600,
    metadata: {},
  }
  store.see([event], { callerSs58: '5V', nowMs: START_MS, mayPay: true }, () => null)
  const price = { price: 0.5, probability: 0.5, weight: 1 }
  store.recordPrice({ eventKey: KEY, atMs: START_MS, venue: 'kalshi', marketId: 'SNOW-26', ...price })
  store.flush()
  const watch = createOutcomeWatch({ markets: { quote }, store, clock, log })
  watch.start()
  onTestFinished(() => watch.stop())
  return { clock, store, asked, lines }
}

test('records how a market was settled, by its id, after the cutoff only', async () => {
  const { clock, store, asked } = openWatch(() => ({ yes: 1, at: new Date(START_MS + 40 * MINUTE_MS) }))
  await clock.advance(59 * MINUTE_MS)
  expect(asked).toEqual([])
  await clock.advance(16 * MINUTE_MS)
  expect(store.outcome(KEY)).toBe(1)
  expect(store.baseRate('ifgames')).toEqual({ share: 1, count: 1 })
  await clock.advance(DAY_MS)
  expect(asked).toEqual([
    { question: '', id: 'SNOW-26', marketType: 'kalshi', asOf: new Date(START_MS + 60 * MINUTE_MS) },
  ])
})

test('asks again, less and less often, while nothing is final', async () => {
  const settledAtMs = START_MS + 5 * DAY_MS
  const { clock, store, asked } = openWatch((nowMs) => (nowMs < settledAtMs ? null : { yes: 0, at: null }))
  await clock.advance(5 * DAY_MS)
  expect(store.outcome(KEY)).toBeNull()
  expect(asked.length).toBeLessThan(15)
  await clock.advance(DAY_MS)
  expect(store.outcome(KEY)).toBe(0)
})

test('takes a cancelled market for no outcome, and asks no more', async () => {
  const { clock, store, asked } = openWatch(() => ({ yes: null, at: null }))
  await clock.advance(3 * DAY_MS)
  expect(store.outcome(KEY)).toBeNull()
  expect(asked).toHaveLength(1)
})

test("the source's outcome stands: a venue's gives way to it, and never takes its place", async () => {
  const { clock, store } = openWatch(() => {
    // It comes while the venue is being asked.
    store.recordOutcome(KEY, 0, clock.nowMs())
    return { yes: 1, at: null }
  })
  await clock.advance(2 * 60 * MINUTE_MS)
  expect(store.outcome(KEY)).toBe(0)
  const other = openWatch(() => ({ yes: 1, at: null }))
  await other.clock.advance(2 * 60 * MINUTE_MS)
  expect(other.store.outcome(KEY)).toBe(1)
  other.store.recordOutcome(KEY, 0, other.clock.nowMs())
  expect(other.store.outcome(KEY)).toBe(0)
})

test('goes on after a venue failed', async () => {
  let isDown = true
  const { clock, store, lines } = openWatch(() => {
    if (isDown) throw new Error('no route')
    return { yes: 1, at: null }
  })
  await clock.advance(61 * MINUTE_MS)
  expect(lines).toHaveLength(1)
  isDown = false
  await clock.advance(60 * MINUTE_MS)
  expect(store.outcome(KEY)).toBe(1)
})
