import { expect, test } from 'vitest'
import { NOW_MS, sampleEvent } from '../sample-events.ts'
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
}
