import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText } from './reasoning.ts'

test('cuts no surrogate pair in half', () => {
  expect(cutText('ab😀', 3)).toBe('ab')
  expect(cutText('ab😀', 4)).toBe('ab😀')
})

test('is well-formed and within its length, whatever it is given', () => {
  const units = fc.array(fc.constantFrom('\ud83d', '\ude00', '😀', 'é', 'a', '\0'))
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 12 }), (parts, max) => {
      const text = parts.join('')
      const cut = cutText(text, max)
      expect(cut.isWellFormed()).toBe(true)
      expect(cut.length).toBeLessThanOrEqual(max)
      if (text.length <= max && text.isWellFormed()) expect(cut).toBe(text)
    }),
  )
})
