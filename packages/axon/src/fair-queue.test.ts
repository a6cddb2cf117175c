import { expect, test } from 'vitest'
import { createFairQueue, TURN_COST } from './fair-queue.ts'

/** A queue whose turns the test takes itself. */
function queueByHand(maxLength = 100) {
  const turns: (() => void)[] = []
  const clock = { ms: 0 }
  const defer = (callback: () => void) => turns.push(callback)
  const queue = createFairQueue(maxLength, { defer, nowMs: () => clock.ms })
  const ran: string[] = []
  const dropped: string[] = []
  const add = (name: string, priority: number, lane: object = {}, cost = 1) =>
    queue.add(
      priority,
      lane,
      () => ran.push(name),
      () => dropped.push(name),
      cost,
    )
  function runAll(): string[] {
    for (let turn = turns.shift(); turn; turn = turns.shift()) turn()
    return ran
  }
  return { queue, add, runAll, turns, ran, dropped, clock }
}

test('the most important goes first, also when it comes last', () => {
  const { add, runAll, turns, ran } = queueByHand()
  add('stranger-1', 0, {}, TURN_COST)
  add('stranger-2', 0)
  turns.shift()?.()
  expect(ran).toEqual(['stranger-1'])
  add('validator', 100)
  expect(runAll()).toEqual(['stranger-1', 'validator', 'stranger-2'])
})

test('where somebody more important has been lately, others take one turn each: the next request must not wait long', () => {
  const { add, runAll, turns, ran, clock } = queueByHand()
  add('validator', 100)
  expect(runAll()).toEqual(['validator'])
  clock.ms += 5 * 60_000
  add('stranger-1', 0)
  add('stranger-2', 0)
  turns.shift()?.()
  expect(ran.splice(0)).toEqual(['validator', 'stranger-1'])
  expect(runAll()).toEqual(['stranger-2'])
  // Nobody of that rank came back: strangers among themselves lose nothing to an empty place.
  clock.ms += 5 * 60_000 + 1
  add('stranger-3', 0)
  add('stranger-4', 0)
  turns.shift()?.()
  expect(ran).toEqual(['stranger-2', 'stranger-3', 'stranger-4'])
})

test('lanes of one rank take turns, and each keeps its order', () => {
  const { add, runAll } = queueByHand()
  const busy = {}
  for (const name of ['a1', 'a2', 'a3']) add(name, 0, busy)
  add('b1', 0)
  add('c1', 0)
  expect(runAll()).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
})

test('nobody waits for ever: an eighth of the turns is for the others', () => {
  const { add, runAll } = queueByHand()
  for (let at = 0; at < 20; at++) add('high', 5)
  add('low', 0)
  add('suspect', Number.NEGATIVE_INFINITY)
  const order = runAll()
  expect(order.indexOf('low')).toBeLessThan(8)
  expect(order.indexOf('suspect')).toBeLessThan(17)
})

test('a turn ends when its tasks have cost enough, so that sockets are read in between', () => {
  const { add, turns, ran } = queueByHand()
  add('small', 0)
  add('large', 0, {}, TURN_COST)
  add('last', 0)
  expect(turns).toHaveLength(1)
  turns.shift()?.()
  expect(ran).toEqual(['small', 'large'])
  turns.shift()?.()
  expect(ran.at(-1)).toBe('last')
  expect(turns).toHaveLength(0)
})

test('of a long queue one task runs per turn, until it is short', () => {
  const { add, turns, ran } = queueByHand()
  for (let at = 0; at < TURN_COST + 2; at++) add(`task-${at}`, 0)
  turns.shift()?.()
  turns.shift()?.()
  expect(ran).toHaveLength(2)
  turns.shift()?.()
  expect(ran).toHaveLength(TURN_COST + 2)
})

test('a turn ends after the most important, so that they are answered before others are looked at', () => {
  const { add, turns, ran } = queueByHand()
  add('stranger', 0)
  add('validator-1', 100)
  add('validator-2', 100)
  turns.shift()?.()
  expect(ran).toEqual(['validator-1', 'validator-2'])
  turns.shift()?.()
  expect(ran.at(-1)).toBe('stranger')
})

test('when it is full the least important give way, the newest first', () => {
  const { queue, add, runAll, dropped } = queueByHand(2)
  expect(add('low-1', 0)).toBe(true)
  expect(add('low-2', 0)).toBe(true)
  expect(add('low-3', 0)).toBe(false)
  expect(add('high', 1)).toBe(true)
  expect(dropped).toEqual(['low-2'])
  expect(runAll()).toEqual(['high', 'low-1'])
  expect(queue.length).toBe(0)
})
