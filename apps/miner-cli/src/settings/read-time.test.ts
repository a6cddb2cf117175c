import { expect, test } from 'vitest'
import { readMoment, readTime } from './read-time.ts'

const NOW_MS = Date.UTC(2026, 2, 31, 12)

test.each([
  ['90s', '2026-03-31T11:58:30.000Z'],
  ['15m', '2026-03-31T11:45:00.000Z'],
  ['1.5h', '2026-03-31T10:30:00.000Z'],
  ['3d', '2026-03-28T12:00:00.000Z'],
  ['1w', '2026-03-24T12:00:00.000Z'],
  ['2026-03-30', '2026-03-30T00:00:00.000Z'],
  ['2026-03-30 18:00', '2026-03-30T18:00:00.000Z'],
  ['2026-03-30T18:00+02:00', '2026-03-30T16:00:00.000Z'],
])('%s', (text, expected) => {
  expect(readMoment(text, '--since', NOW_MS)?.toISOString()).toBe(expected)
})

test.each(['', 'yesterday', '2026-02-30', '15', '-5m', '5 minutes', true, `${'9'.repeat(400)}d`])(
  '%s is refused',
  (text) => {
    expect(() => readMoment(text, '--since', NOW_MS)).toThrow(/--since cannot be read/)
  },
)

test('what is not given is not there, and a date takes no age', () => {
  expect(readMoment(undefined, '--since', NOW_MS)).toBe(undefined)
  expect(readTime(undefined, '--as-of')).toBe(undefined)
  expect(() => readTime('15m', '--as-of')).toThrow(/--as-of/)
})
