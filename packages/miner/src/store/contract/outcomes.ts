import { expect, test } from 'vitest'
import { DAY_MS, NOW_MS, sampleEvent, sampleSighting } from '../sample-events.ts'
import type { OpenedStore } from './opened-store.ts'

/** What is remembered of how events ended. */
export function describeOutcomes(opened: OpenedStore): void {
  test('base rates are taken by market type, and corrected outcomes count once', () => {
    expect(opened.store.baseRate('IFGAMES')).toBeNull()
    for (const id of ['1', '2', '3']) opened.see(sampleEvent(id))
    opened.store.recordOutcome('ifgames-1', 1, NOW_MS)
    opened.store.recordOutcome('ifgames-2', 0, NOW_MS)
    opened.store.recordOutcome('ifgames-3', 0, NOW_MS)
    opened.store.recordOutcome('ifgames-3', 1, NOW_MS)
    opened.store.recordOutcome('ifgames-3', 1, NOW_MS)
    expect(opened.store.baseRate('ifgames')).toEqual({ share: 2 / 3, count: 3 })
    expect(() => opened.store.recordOutcome('nowhere', 1, NOW_MS)).toThrow(
      expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
    )
  })

  test("a stranger's wording does not move an event to another market type", () => {
    opened.see(sampleEvent('1'))
    const noise = sampleEvent('1', { description: 'Noise?', marketType: 'NOISE' })
    opened.store.see([noise], sampleSighting({ mayPay: false }), () => null)
    opened.store.recordOutcome('ifgames-1', 1, NOW_MS)
    expect(opened.store.baseRate('NOISE')).toBeNull()
    expect(opened.store.baseRate('IFGAMES')).toEqual({ share: 1, count: 1 })
  })

  test('the outcomes resolved last are at hand, the newest last, corrections in their place', () => {
    expect(opened.store.recentOutcomes(150)).toEqual([])
    for (const id of ['1', '2', '3', '4']) opened.see(sampleEvent(id))
    opened.store.recordOutcome('ifgames-1', 1, NOW_MS + 30)
    opened.store.recordOutcome('ifgames-2', 0, NOW_MS + 10)
    opened.store.recordOutcome('ifgames-3', 0, NOW_MS + 20)
    expect(opened.store.recentOutcomes(150)).toEqual([0, 0, 1])
    expect(opened.store.recentOutcomes(2)).toEqual([0, 1])
    expect(opened.store.recentOutcomes(0)).toEqual([])
    opened.store.recordOutcome('ifgames-2', 1, NOW_MS + 40)
    opened.store.recordOutcome('ifgames-4', 0, NOW_MS + 40)
    expect(opened.store.recentOutcomes(150)).toEqual([0, 1, 1, 0])
  })

  test('lists what has ended without an outcome, with the market of its last price', () => {
    const { store } = opened
    const cutoffs = { a: 1, b: 2, decided: 2, open: 9, free: 2, strange: 2, old: -9 }
    for (const [id, day] of Object.entries(cutoffs)) {
      const event = sampleEvent(id, { cutoffUnixSeconds: (NOW_MS + day * DAY_MS) / 1000 })
      store.see([event], sampleSighting({ mayPay: id !== 'strange' }), () => null)
      const price = { eventKey: event.key, venue: 'kalshi', price: 0.5, probability: 0.5, weight: 1 }
      if (id === 'free') continue
      store.recordPrice({ ...price, atMs: NOW_MS + 2, marketId: `${id}-last` })
      store.recordPrice({ ...price, atMs: NOW_MS + 1, marketId: `${id}-first` })
    }
    store.flush()
    expect(store.outcome('ifgames-decided')).toBeNull()
    store.recordOutcome('ifgames-decided', 1, NOW_MS)
    expect(store.outcome('ifgames-decided')).toBe(1)
    const listed = store.undecided(NOW_MS + 2 * DAY_MS, { sinceMs: NOW_MS, count: 9 })
    expect(listed).toEqual([
      { eventKey: 'ifgames-b', cutoffMs: NOW_MS + 2 * DAY_MS, venue: 'kalshi', marketId: 'b-last' },
      { eventKey: 'ifgames-a', cutoffMs: NOW_MS + DAY_MS, venue: 'kalshi', marketId: 'a-last' },
    ])
    expect(store.undecided(NOW_MS + 2 * DAY_MS, { sinceMs: NOW_MS, count: 1 })).toHaveLength(1)
  })
}
