import { expect, test } from 'vitest'
import { durationText } from './duration-text.ts'

test.each([
  [-5, '0 s'],
  [400, '0 s'],
  [59_999, '59 s'],
  [61_000, '1 min'],
  [3_599_000, '59 min'],
  [3_600_000, '1 h'],
  [7_199_000, '1 h 59 min'],
  [86_400_000, '1 d'],
  [200_000_000, '2 d 7 h'],
])('%i ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
