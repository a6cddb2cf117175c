import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSortedNonces } from './sorted-nonces.ts'

test('is a set, whatever the order of its nonces', () => {
  const step = fc.record({ nonce: fc.bigInt({ min: 0n, max: 60n }), drop: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const sorted = createSortedNonces()
      const model = new Set<bigint>()
      for (const { nonce, drop } of steps) {
        if (drop) {
          const below = [...model].filter((kept) => kept < nonce)
          const highest = below.reduce<bigint | null>((a, b) => (a === null || b > a ? b : a), null)
          expect(sorted.dropBelow(nonce)).toBe(highest)
          for (const gone of below) model.delete(gone)
        } else if (!sorted.has(nonce)) {
          sorted.add(nonce)
          model.add(nonce)
        }
        expect(sorted.has(nonce)).toBe(model.has(nonce))
        expect(sorted.size()).toBe(model.size)
      }
    }),
  )
})
