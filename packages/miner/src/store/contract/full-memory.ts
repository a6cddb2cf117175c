import { beforeEach, describe, expect, test } from 'vitest'
import {
  CUTOFF,
  DAY_MS,
  NOW_MS,
  sampleEvent,
  sampleForecast,
  samplePrior,
  sampleSighting,
} from '../sample-events.ts'
import { type OpenedStore, stranger } from './opened-store.ts'

/** What a memory keeps that has room for three events. */
export function describeFullMemory(opened: OpenedStore): void {
  describe('with room for three events in memory', () => {
    beforeEach(() => {
      opened.reopen({ nowMs: () => NOW_MS, quotaPerCallerAndDay: 3, maxEventsInMemory: 3 })
    })
    const flood = (count: number) =>
      opened.store.see(
        Array.from({ length: count }, (_, index) => sampleEvent(`flood${index}`)),
        sampleSighting({ callerSs58: '5Stranger', mayPay: false, nowMs: NOW_MS + 1 }),
        samplePrior,
      )

    test('what left memory is known when it is asked for again, with its latest forecast', () => {
      const seen = flood(10)
      const [made] = opened.store.appendForecasts([sampleForecast('ifgames-flood0', { probability: 0.9 })])
      const again = flood(10)
      expect(again).toEqual(
        seen.map((one, index) => ({ ...one, change: 'known', ...(index === 0 && { latest: made }) })),
      )
    })

    test('a flood of strangers takes no payable event from the scheduler', () => {
      for (const id of ['1', '2']) opened.see(sampleEvent(id))
      flood(50)
      const live = opened.store.liveRevisions(NOW_MS)
      expect(live.length).toBeLessThanOrEqual(3)
      expect(live.filter(({ payable }) => payable).map(({ event }) => event.eventId)).toEqual(['1', '2'])
    })

    test("a stranger's wordings take no payable wording from the scheduler", () => {
      for (const id of ['1', '2', '3']) opened.see(sampleEvent(id))
      for (const id of ['1', '2', '3']) opened.see(sampleEvent(id, { description: 'Noise?' }), stranger)
      const live = opened.store.liveRevisions(NOW_MS)
      expect(live.map(({ event, revision }) => [event.eventId, revision])).toEqual([
        ['1', 1],
        ['2', 1],
        ['3', 1],
      ])
      expect(opened.see(sampleEvent('2', { description: 'Noise?' }), stranger)).toMatchObject({
        change: 'known',
        revision: 2,
      })
    })

    test('counts are of everything, in memory or not', () => {
      flood(10)
      opened.store.see([sampleEvent('bare')], sampleSighting(), () => null)
      expect(opened.store.counts(NOW_MS)).toEqual({ live: 11, forecast: 10 })
      opened.see(sampleEvent('bare', { description: 'Will it snow?', cutoffUnixSeconds: CUTOFF + 60 }))
      expect(opened.store.counts(NOW_MS)).toEqual({ live: 11, forecast: 11 })
      expect(opened.store.counts(CUTOFF * 1000)).toEqual({ live: 1, forecast: 1 })
      expect(opened.store.counts((CUTOFF + 60) * 1000)).toEqual({ live: 0, forecast: 0 })
    })

    test('an outcome of an event that left memory counts for its market type', () => {
      flood(10)
      opened.store.recordOutcome('ifgames-flood0', 1, NOW_MS)
      opened.store.recordOutcome('ifgames-flood0', 0, NOW_MS + 1)
      expect(opened.store.baseRate('ifgames')).toEqual({ share: 0, count: 1 })
    })

    test('strangers keep nothing alive that costs money', () => {
      opened.see(sampleEvent('1'))
      opened.see(sampleEvent('1'), { ...stranger, nowMs: NOW_MS + DAY_MS })
      expect(opened.store.liveRevisions(NOW_MS)).toMatchObject([{ payable: true, lastAskedMs: NOW_MS }])
      opened.see(sampleEvent('1'), sampleSighting({ nowMs: NOW_MS + DAY_MS }))
      expect(opened.store.liveRevisions(NOW_MS)).toMatchObject([{ lastAskedMs: NOW_MS + DAY_MS }])
    })
  })
}
