import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToTokens, estimateTokens } from './estimate-tokens.ts'

test('what is cut has no more tokens than asked, and no letter more would fit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, max) => {
      const cut = cutToTokens(text, max)
      expect(text.startsWith(cut)).toBe(true)
      expect(estimateTokens(cut)).toBeLessThanOrEqual(max)
      if (cut.length < text.length) {
        expect(estimateTokens(text.slice(0, cut.length + 1))).toBeGreaterThan(max)
      }
    }),
  )
})

// Counted by o200k_base, the vocabulary of OpenAI's models since GPT-4o.
test.each([
  ['The central bank left its main rate where it was on Wednesday, as most economists had expected.', 19],
  ['https://example.org/2026/01/02/a-long-story?id=123456', 18],
  ['0123456789 0.123 1,234,567', 14],
])('%j is not taken for less than it is', (text, tokens) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens)
  expect(estimateTokens(text)).toBeLessThanOrEqual(2.7 * tokens)
})

test('other scripts count by their bytes', () => {
  expect(estimateTokens('雨が降る')).toBe(12)
  expect(estimateTokens('дождь')).toBe(10)
})
