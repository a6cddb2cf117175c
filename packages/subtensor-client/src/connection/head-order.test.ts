import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHeadOrder } from './head-order.ts'

const head = (number: number, fork = 'a') => ({ number, hash: `${fork}${number}` })

test('a lower head of the same chain only came late, whether it was seen before or not', () => {
  const order = createHeadOrder()
  expect([4, 6, 5, 4, 7].map((number) => order.takes(head(number)))).toEqual([true, true, false, false, true])
})

test('a lower head of another fork is where the chain is now, and heads go on from there', () => {
  const order = createHeadOrder()
  for (const number of [4, 5, 6]) order.takes(head(number))
  expect(order.takes(head(5, 'b'))).toBe(true)
  expect(order.takes(head(6, 'b'))).toBe(true)
  expect(order.takes(head(5, 'b'))).toBe(false)
})

test('on one chain the head never goes back, in whatever order its heads come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200)), (numbers) => {
      const order = createHeadOrder()
      const taken = numbers.filter((number) => order.takes(head(number)))
      expect(taken).toEqual([...taken].sort((a, b) => a - b))
      expect(taken.at(-1)).toBe(numbers.length === 0 ? undefined : Math.max(...numbers))
    }),
  )
})
