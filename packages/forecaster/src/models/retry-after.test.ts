import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRetryAfterMs } from './retry-after.ts'

const nowMs = Date.UTC(2026, 0, 2)

test.each([
  [null, null],
  ['', null],
  ['0', 0],
  ['7', 7_000],
  [' 1.5 ', 1_500],
  ['Fri, 02 Jan 2026 00:00:05 GMT', 5_000],
  ['Fri, 02 Jan 2025 00:00:05 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['2026', 2_026_000],
  ['NaN', null],
])('%j', (header, expected) => {
  expect(parseRetryAfterMs(header, nowMs)).toBe(expected)
})

test('is null or a finite wait, whatever the header', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const ms = parseRetryAfterMs(header, nowMs)
      expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true)
    }),
  )
})
