import { expect, test, vi } from 'vitest'
import { DAY_MS, NOW_MS, sampleEvent, samplePrior, sampleSighting } from '../sample-events.ts'
import { type OpenedStore, stranger } from './opened-store.ts'

/** What may cost money, and whose wish that is. */
export function describePayableEvents(opened: OpenedStore): void {
  test('what only strangers asked for is not payable, until a validator asks', () => {
    expect(opened.see(sampleEvent('1'), stranger)).toMatchObject({ change: 'new', payable: false })
    expect(opened.see(sampleEvent('1'))).toMatchObject({ change: 'known', payable: true })
    expect(opened.see(sampleEvent('1'), stranger).payable).toBe(true)
  })

  test('beyond the quota of the day events are stored and answered, but not payable', () => {
    const seen = opened.store.see(
      Array.from({ length: 7 }, (_, index) => sampleEvent(`${index}`)),
      sampleSighting(),
      samplePrior,
    )
    expect(seen.map(({ payable }) => payable)).toEqual([true, true, true, true, true, false, false])
    expect(seen.every(({ latest }) => latest !== null)).toBe(true)
    expect(opened.see(sampleEvent('6')).payable).toBe(false)
    expect(opened.see(sampleEvent('6'), sampleSighting({ callerSs58: '5Other' })).payable).toBe(true)
    expect(opened.see(sampleEvent('5'), sampleSighting({ nowMs: NOW_MS + DAY_MS })).payable).toBe(true)
  })

  test('over the quota an event is known by its very wording, and becomes payable on a new day', () => {
    const events = Array.from({ length: 8 }, (_, index) => sampleEvent(`${index}`))
    const ask = (nowMs: number) => opened.store.see(events, sampleSighting({ nowMs }), samplePrior)
    const payable = (nowMs: number) => ask(nowMs).map((seen) => seen.payable)
    ask(NOW_MS)
    // Hashing begins with it.
    const normalize = vi.spyOn(String.prototype, 'normalize')
    expect(payable(NOW_MS)).toEqual([true, true, true, true, true, false, false, false])
    expect(payable(NOW_MS + DAY_MS)).toEqual(events.map(() => true))
    expect(normalize).not.toHaveBeenCalled()
    normalize.mockRestore()
    expect(ask(NOW_MS + DAY_MS).every(({ change }) => change === 'known')).toBe(true)
  })
}
