import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearest } from './nearest.ts'

test('names what was meant', () => {
  expect(nearest('axon-prot', ['axon-port', 'axon-ip', 'netuid'])).toBe('axon-port')
  expect(nearest('zzzzzzzz', ['axon-port', 'netuid'])).toBeNull()
  expect(nearest('ls', ['list', 'sign'])).toBe('list')
  expect(nearest('v', ['to', 'p', 'netuid'])).toBeNull()
})

test('a distance is zero for equal words only, symmetric, and at most the longer word', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const distance = editDistance(a, b)
      expect(distance === 0).toBe(a === b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})
