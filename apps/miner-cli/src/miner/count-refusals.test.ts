import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createRefusalCount } from './count-refusals.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('ten thousand refusals are one line in ten minutes, and quiet minutes are none', () => {
  const { log, lines } = createSilentLog()
  const count = createRefusalCount(log)
  for (let request = 0; request < 10_000; request++) {
    count.saw({ type: 'refused', message: request % 4 === 0 ? 'not registered' : 'stake too low' })
    count.saw({ type: 'answered', message: 'Success' })
  }
  vi.advanceTimersByTime(60 * 60_000)
  expect(lines).toMatchObject([
    { refused: 10_000, sinceStart: { 'not registered': 2_500, 'stake too low': 7_500 } },
  ])
  count.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('messages that all differ hold no more memory than 65 do', () => {
  const count = createRefusalCount(createSilentLog().log)
  for (let request = 0; request < 1_000; request++) count.saw({ type: 'refused', message: `why ${request}` })
  expect(Object.keys(count.byReason())).toHaveLength(65)
  expect(count.byReason().other).toBe(936)
  count.stop()
})
