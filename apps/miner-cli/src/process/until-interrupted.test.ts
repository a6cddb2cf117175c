import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { untilInterrupted } from './until-interrupted.ts'

test('the first Ctrl+C is told, one that pnpm doubles is the same, a later one ends the process', async () => {
  let now = 0
  const exit = vi.fn()
  const events = Object.assign(new EventEmitter(), { exit })
  const signals = untilInterrupted({ events, nowMs: () => now })
  events.emit('SIGINT')
  await expect(signals.interrupted).resolves.toBe('interrupted')
  now = 100
  events.emit('SIGINT')
  expect(exit).not.toHaveBeenCalled()
  now = 1_000
  events.emit('SIGINT')
  expect(exit).toHaveBeenCalledWith(130)
})

test('listens no longer than it is asked to', () => {
  const events = Object.assign(new EventEmitter(), { exit: () => {} })
  {
    using signals = untilInterrupted({ events })
    expect(events.listenerCount('SIGINT') + events.listenerCount('SIGTERM')).toBe(2)
    expect(signals).toBeDefined()
  }
  expect(events.eventNames()).toEqual([])
})
