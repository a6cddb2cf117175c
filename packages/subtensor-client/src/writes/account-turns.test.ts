import { expect, test } from 'vitest'
import { inTurn } from './account-turns.ts'

/** A task that notes its start, and ends when it is told to. */
function createTask(name: string, log: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const run = async () => {
    log.push(name)
    await promise
    return name
  }
  return { run, end: resolve, fail: reject }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('one account does one thing at a time, another one does not wait for it', async () => {
  const log: string[] = []
  const [first, second, other] = ['first', 'second', 'other'].map((name) => createTask(name, log))
  if (!first || !second || !other) throw new Error('three tasks')
  const turns = [inTurn('a', first.run), inTurn('a', second.run), inTurn('b', other.run)]
  await settled()
  expect(log).toEqual(['first', 'other'])
  first.end()
  await turns[0]
  await settled()
  expect(log).toEqual(['first', 'other', 'second'])
  second.end()
  other.end()
  expect(await Promise.all(turns)).toEqual(['first', 'second', 'other'])
})

test('a task that lets go early, or fails, lets the next one begin', async () => {
  const log: string[] = []
  const slow = createTask('slow', log)
  const letsGo = inTurn('c', async (release) => {
    release()
    return slow.run()
  })
  await expect(
    inTurn('c', async () => {
      throw new Error('failed')
    }),
  ).rejects.toThrow('failed')
  expect(await inTurn('c', async () => 'third')).toBe('third')
  slow.end()
  expect(await letsGo).toBe('slow')
})

test('who gives up before the turn is not run, and holds up nobody', async () => {
  const log: string[] = []
  const first = createTask('first', log)
  const gaveUp = createTask('gave up', log)
  const controller = new AbortController()
  const turn = inTurn('d', first.run)
  const abandoned = inTurn('d', gaveUp.run, controller.signal)
  controller.abort(new Error('enough'))
  await expect(abandoned).rejects.toThrow('enough')
  const last = inTurn('d', async () => 'last')
  await settled()
  expect(log).toEqual(['first'])
  first.end()
  expect(await Promise.all([turn, last])).toEqual(['first', 'last'])
  expect(log).toEqual(['first'])
})
