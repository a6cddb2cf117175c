import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitsInto } from './fits-into.ts'

test('every value fits into ten times the length of its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const length = JSON.stringify(value).length
      expect(fitsInto(value, 10 * length)).toBe(true)
    }),
  )
})

test.each([
  ['a long text', { text: 'x'.repeat(1_001) }],
  ['a long key', { ['x'.repeat(1_001)]: 1 }],
  ['many values', { list: new Array(1_001).fill(0) }],
  ['many small texts', { list: new Array(600).fill('xx') }],
])('%s does not fit', (_what, value) => {
  expect(fitsInto(value, 1_000)).toBe(false)
})
