import { expect, test } from 'vitest'
import { createManualClock } from './manual-clock.ts'

test('runs timers at their moments, also those that a timer sets, and none that was taken back', async () => {
  const clock = createManualClock(1000)
  const ran: [name: string, atMs: number][] = []
  const note = (name: string) => ran.push([name, clock.nowMs()])
  clock.setTimer(() => note('late'), 50)
  clock.setTimer(async () => {
    note('early')
    await Promise.resolve()
    clock.setTimer(() => note('nested'), 5)
  }, 10)
  clock.setTimer(() => note('never'), 20)()
  clock.setTimer(() => note('beyond'), 500)
  await clock.advance(100)
  expect(ran).toEqual([
    ['early', 1010],
    ['nested', 1015],
    ['late', 1050],
  ])
  expect(clock.nowMs()).toBe(1100)
  expect(clock.pending()).toBe(1)
})
