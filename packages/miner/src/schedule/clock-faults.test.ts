import { INTERVAL_MS, intervalIndex, intervalStartMs } from '@ig/scoring'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createManualClock } from '../manual-clock.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { utcDay } from '../store/utc-day.ts'

const zone = process.env.TZ
afterAll(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

const MOMENTS = {
  'summer time begins in New York': Date.UTC(2026, 2, 8, 7),
  'summer time ends in New York': Date.UTC(2026, 10, 1, 6),
  'summer time begins in Lord Howe, by half an hour': Date.UTC(2026, 9, 3, 15, 30),
  'the leap day': Date.UTC(2028, 1, 29),
  'the end of the leap day': Date.UTC(2028, 2, 1),
  'the leap second of 2016': Date.UTC(2017, 0, 1),
  'the turn of the year': Date.UTC(2027, 0, 1),
}

test.each(Object.entries(MOMENTS))(
  'row 49: intervals and days go on evenly over %s, wherever the miner stands',
  (_name, atMs) => {
    for (const place of ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      process.env.TZ = place
      for (let minute = -300; minute <= 300; minute += 30) {
        const nowMs = atMs + minute * 60_000
        const index = intervalIndex(nowMs)
        expect(nowMs - intervalStartMs(index)).toBeLessThan(INTERVAL_MS)
        expect(new Date(intervalStartMs(index)).getUTCHours() % 4).toBe(0)
        expect(new Date(utcDay(nowMs) * 86_400_000).toISOString().slice(0, 10)).toBe(
          new Date(nowMs).toISOString().slice(0, 10),
        )
      }
    }
  },
)

test('row 49: an interval ends exactly where the next one begins, at every edge', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 200_000 }), (index) => {
      const edgeMs = intervalStartMs(index)
      expect([edgeMs - 1, edgeMs, edgeMs + INTERVAL_MS - 1].map(intervalIndex)).toEqual([
        index - 1,
        index,
        index,
      ])
      expect(edgeMs % INTERVAL_MS).toBe(0)
    }),
  )
})

test('row 49: a cap counts by UTC days, and a clock that steps back over midnight gives no second budget', () => {
  const midnightMs = Date.UTC(2027, 0, 1)
  const clock = createManualClock(midnightMs - 1)
  const ledger = createMemoryStore({ nowMs: clock.nowMs }).ledger({ capUsdPerDay: 1 })
  const spend = (nowMs: number) =>
    ledger.reserve({ usd: 1, purpose: 'reason', eventKey: null, revision: null, nowMs }).settle(1)
  spend(midnightMs - 1)
  expect(() => spend(midnightMs - 1)).toThrow(/spend cap/)
  spend(midnightMs)
  expect(() => spend(midnightMs - 1)).toThrow(/spend cap/)
  expect(() => spend(midnightMs)).toThrow(/spend cap/)
})
