import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBodyBudget } from './body-budget.ts'
import { createBodyCollector } from './body-collector.ts'

test('puts any chunks together as they came, and gives all bytes back', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 12 }), (chunks) => {
      const budget = createBodyBudget(1e9)
      const collector = createBodyCollector(1e9, budget)
      for (const chunk of chunks) expect(collector.add(chunk)).toBeNull()
      expect(Buffer.compare(collector.bytes(), Buffer.concat(chunks))).toBe(0)
      expect(budget.heldBytes).toBe(Buffer.concat(chunks).length)
      collector.release()
      collector.release()
      expect(budget.heldBytes).toBe(0)
    }),
    { numRuns: 50 },
  )
})

test('refuses the first byte over the limit and holds nothing any more', () => {
  const budget = createBodyBudget(1_000)
  const collector = createBodyCollector(10, budget)
  expect(collector.add(new Uint8Array(10))).toBeNull()
  expect(collector.add(new Uint8Array(1))).toBe('too-large')
  expect(budget.heldBytes).toBe(0)
})

test('all bodies share one budget, and those before verification a smaller part of it', () => {
  const budget = createBodyBudget(100)
  const unverified = createBodyBudget(50, budget)
  const first = createBodyCollector(100, unverified)
  expect(first.add(new Uint8Array(50))).toBeNull()
  expect(createBodyCollector(100, unverified).add(new Uint8Array(1))).toBe('no-room')
  expect(createBodyCollector(100, budget).add(new Uint8Array(51))).toBe('no-room')
  expect(createBodyCollector(100, budget).add(new Uint8Array(50))).toBeNull()
  first.release()
  expect(budget.heldBytes).toBe(50)
})

test('a body of single bytes takes no more than twice its size', () => {
  const collector = createBodyCollector(1e6, createBodyBudget(1e6))
  for (let at = 0; at < 100_000; at++) collector.add(Uint8Array.of(at & 255))
  expect(collector.bytes().buffer.byteLength).toBeLessThanOrEqual(200_000)
})
