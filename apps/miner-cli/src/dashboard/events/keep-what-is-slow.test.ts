import { expect, test } from 'vitest'
import { keepWhatIsSlow } from './keep-what-is-slow.ts'

test('gives again what took long, and only for as long as that is worth', () => {
  let nowMs = 0
  let made = 0
  const keep = keepWhatIsSlow<string, number>(() => nowMs)
  const ask = (tookMs: number, key = 'a', owner = 'store') =>
    keep(owner, key, () => {
      nowMs += tookMs
      made += 1
      return made
    })
  expect([ask(100), ask(100)]).toEqual([1, 1])
  nowMs += 1_999
  expect(ask(100)).toBe(1)
  nowMs += 1
  expect(ask(100)).toBe(2)
  // What is quick is made anew, and so is what another store or question is asked.
  expect([ask(0, 'b'), ask(0, 'b')]).toEqual([3, 4])
  expect([ask(100, 'c'), ask(100, 'c', 'other'), ask(100, 'c')]).toEqual([5, 6, 7])
  for (let index = 0; index < 16; index += 1) ask(1, `many ${index}`)
  expect(ask(1)).toBe(made)
})
