import { expect, test } from 'vitest'
import { createRegulars } from './regulars.ts'

test('a key gets a slot when it has come often enough, and keeps it', () => {
  const regulars = createRegulars({ slots: 2, worthAt: 3, spacing: 0, maxCounted: 10 })
  expect([1, 2, 3].map(() => regulars.count('a'))).toEqual([undefined, undefined, 0])
  expect(regulars.slotOf('a')).toBe(0)
  expect(regulars.slotOf('b')).toBeUndefined()
})

test('the key that was away for longest gives its slot to the next, and has to earn one anew', () => {
  const regulars = createRegulars({ slots: 2, worthAt: 1, spacing: 0, maxCounted: 10 })
  expect(regulars.count('a')).toBe(0)
  expect(regulars.count('b')).toBe(1)
  regulars.slotOf('a')
  expect(regulars.count('c')).toBe(1)
  expect(['a', 'b', 'c'].map(regulars.slotOf)).toEqual([0, undefined, 1])
  expect(regulars.count('b')).toBe(0)
})

test('counts of keys that came once are forgotten when too many others came since', () => {
  const regulars = createRegulars({ slots: 2, worthAt: 2, spacing: 0, maxCounted: 3 })
  for (const key of ['a', 'b', 'c', 'd']) regulars.count(key)
  expect(regulars.count('a')).toBeUndefined()
  expect(regulars.count('d')).toBe(0)
})

test('keys that come together become regulars one after the other', () => {
  const regulars = createRegulars({ slots: 9, worthAt: 1, spacing: 3, maxCounted: 10 })
  const slots = Array.from({ length: 10 }, (_, at) => regulars.count(['a', 'b', 'c'][at % 3] ?? ''))
  expect(slots.map((slot) => slot !== undefined)).toEqual([
    true,
    false,
    false,
    false,
    true,
    false,
    false,
    false,
    true,
    false,
  ])
})
