import { expect, test } from 'vitest'
import { DAY_MS, NOW_MS, sampleEvent, sampleForecast, sampleSighting } from '../sample-events.ts'
import type { OpenedStore } from './opened-store.ts'

/** Which events are live, and what a sweep leaves. */
export function describeLiveEvents(opened: OpenedStore): void {
  test('live revisions are those whose cutoff is still to come', () => {
    opened.see(sampleEvent('past', { cutoffUnixSeconds: NOW_MS / 1000 }))
    opened.see(sampleEvent('future', { cutoffUnixSeconds: NOW_MS / 1000 + 1 }))
    opened.see(sampleEvent('open', { cutoffUnixSeconds: null }))
    expect(opened.store.liveRevisions(NOW_MS).map(({ event }) => event.eventId)).toEqual(['future', 'open'])
    expect(opened.store.counts(NOW_MS)).toEqual({ live: 2, forecast: 2 })
  })

  test('a swept event is still known, with its forecasts', () => {
    const first = opened.see(sampleEvent('1'))
    const later = NOW_MS + 60 * DAY_MS
    opened.store.sweep(later)
    expect(opened.store.liveRevisions(NOW_MS)).toEqual([])
    expect(opened.store.counts(NOW_MS).live).toBe(1)
    expect(opened.store.counts(later).live).toBe(0)
    expect(opened.see(sampleEvent('1'), sampleSighting({ nowMs: later }))).toEqual({
      ...first,
      change: 'known',
    })
    opened.store.sweep(later)
    const [late] = opened.store.appendForecasts([sampleForecast('ifgames-1')])
    expect(opened.store.forecastHistory('ifgames-1').at(-1)).toEqual(late)
  })
}
