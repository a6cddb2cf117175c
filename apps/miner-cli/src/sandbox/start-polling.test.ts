import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startPolling } from './start-polling.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('polls at once and then at the interval, never two at a time, whatever a poll throws', async () => {
  const ends: (() => void)[] = []
  const errors: unknown[] = []
  const polling = startPolling({
    pollMs: 1_000,
    poll: () =>
      new Promise((resolve, reject) => void ends.push(ends.length === 0 ? () => reject('broken') : resolve)),
    betweenPolls: () => {
      throw 'between'
    },
    onError: (error) => void errors.push(error),
  })
  expect(ends).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2_500)
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await vi.advanceTimersByTimeAsync(600)
  expect(ends).toHaveLength(2)
  expect(errors).toEqual(['between', 'between', 'broken', 'between'])

  const stopped = vi.fn()
  const stopping = polling.stop().then(stopped)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(stopped).not.toHaveBeenCalled()
  ends[1]?.()
  await stopping
  expect(ends).toHaveLength(2)
})
