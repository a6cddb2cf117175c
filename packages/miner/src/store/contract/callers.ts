import { expect, test } from 'vitest'
import { NOW_MS, sampleEvent } from '../sample-events.ts'
import type { OpenedStore } from './opened-store.ts'

/** Who asked, and how fast it was answered. */
export function describeCallers(opened: OpenedStore): void {
  test('a flood of callers forgets none that may pay', () => {
    opened.see(sampleEvent('1'))
    for (let caller = 0; caller < 1_500; caller += 1) {
      const callerSs58 = caller === 0 ? '5Validator' : `5Stranger${caller}`
      opened.store.recordAnswer({ callerSs58, askedAtMs: NOW_MS + caller, durationMs: 1, items: [] })
    }
    const known = opened.store.validators().map(({ hotkey }) => hotkey)
    expect(known.length).toBeLessThanOrEqual(1_000)
    expect(known).toContain('5Validator')
    expect(known).toContain('5Stranger1499')
  })

  test('validators are known by their last query and their median duration', () => {
    for (const [index, durationMs] of [30, 10, 20].entries()) {
      opened.store.recordAnswer({
        callerSs58: '5Validator',
        askedAtMs: NOW_MS + index,
        durationMs,
        items: [{ forecastId: 1, sent: 0.4 }],
      })
    }
    expect(opened.store.validators()).toEqual([
      { hotkey: '5Validator', lastQueryAtMs: NOW_MS + 2, answers: 3, p50Ms: 20 },
    ])
  })
}
